using System.Text;

namespace Tandem.CodeIndex.Scanning;

/// <summary>Bytes of a source file to text.</summary>
internal static class TextDecoding
{
    private const int SniffedBytes = 8_192;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, or null where the bytes are no text. Knows byte order marks, UTF-8 and UTF-16; anything else is read as Latin-1.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF])) return Encoding.UTF8.GetString(bytes[3..]);
        if (bytes.StartsWith<byte>([0xFF, 0xFE, 0, 0])) return Encoding.UTF32.GetString(bytes[4..]);
        if (bytes.StartsWith<byte>([0xFF, 0xFE])) return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith<byte>([0xFE, 0xFF])) return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        if (bytes[..Math.Min(bytes.Length, SniffedBytes)].Contains((byte)0)) return null; // As git decides: a NUL near the front is binary.
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes); // Every byte is a letter or sign there; ASCII names stay right in any 8-bit code page.
        }
    }
}
