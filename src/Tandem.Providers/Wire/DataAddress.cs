using Tandem.Providers.Chat;

namespace Tandem.Providers.Wire;

/// <summary>Images as <c>data:</c> addresses.</summary>
internal static class DataAddress
{
    /// <exception cref="RequestFormatException">A <c>data:</c> address that is not base64.</exception>
    public static ImagePart Image(string url, string? detail = null)
    {
        if (!url.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) return new ImagePart("", default, url, detail);
        var comma = url.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !url.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
            throw new RequestFormatException("An image's data address must be 'data:TYPE;base64,…'.");
        return new ImagePart(url[5..(comma - 7)], Bytes(url[(comma + 1)..]), Detail: detail);
    }

    public static byte[] Bytes(string base64)
    {
        try { return Convert.FromBase64String(base64); }
        catch (FormatException error) { throw new RequestFormatException("An image's data is not valid base64.", error); }
    }

    public static string Of(ImagePart image) => image.Url ?? $"data:{(image.MediaType.Length == 0 ? "image/png" : image.MediaType)};base64,{Convert.ToBase64String(image.Data.Span)}";

    /// <summary>What the bytes are, where the dialect does not tell.</summary>
    public static string TypeOf(ReadOnlySpan<byte> data) =>
        data.Length > 3 && data[1..].StartsWith("PNG"u8) ? "image/png"
        : data.Length > 2 && data[0] == 0xFF && data[1] == 0xD8 ? "image/jpeg"
        : data.StartsWith("GIF8"u8) ? "image/gif"
        : data.Length > 11 && data[8..].StartsWith("WEBP"u8) ? "image/webp"
        : "image/png";
}
