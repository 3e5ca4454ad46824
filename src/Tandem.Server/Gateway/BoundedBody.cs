using Microsoft.AspNetCore.Http;
using Tandem.Providers;
using Tandem.Server.Hosting;

namespace Tandem.Server.Gateway;

/// <summary>Reads a body whole, within a bound.</summary>
internal static class BoundedBody
{
    private const int FirstBytes = 16 * 1024;

    /// <summary>A body that says how long it is gets its place at once up to this size; beyond it the place grows with what really comes.</summary>
    private const int MaxTrusted = 1024 * 1024;

    /// <exception cref="GatewayException">Larger than allowed, compressed, or empty.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, long maxBytes, CancellationToken cancellationToken)
    {
        if (request.Headers.ContentEncoding is [{ Length: > 0 } encoding, ..] && encoding != "identity")
            throw new GatewayException(WireErrorKind.Invalid, "Compressed bodies are not taken; send the body as it is.");
        if (request.ContentLength > maxBytes)
            throw TooLarge(maxBytes);

        var buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(request.ContentLength ?? FirstBytes, MaxTrusted));
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                if (length == request.ContentLength)
                    break;
                Array.Resize(ref buffer, (int)Math.Min(Math.Max(buffer.Length * 2L, FirstBytes), maxBytes + 1));
            }

            var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                break;
            length += read;
            if (length > maxBytes)
                throw TooLarge(maxBytes);
        }

        return length > 0 ? RequestLife.Of(request.HttpContext).Body = buffer.AsMemory(0, length) : throw new GatewayException(WireErrorKind.Invalid, "The body is empty; send a JSON object.");
    }

    private static GatewayException TooLarge(long maxBytes) =>
        new(WireErrorKind.TooLarge, $"The body has more than {maxBytes / 1024 / 1024} MiB, which is the most that is taken.");
}
