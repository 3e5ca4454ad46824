using System.Text;

namespace Tandem.Agent.Edits.Text;

/// <summary>How a file's bytes become characters and back, so that text nobody edits returns as the same bytes.</summary>
/// <remarks>UTF-8 and UTF-16 are read strictly. Whatever else a file holds is read as Latin-1, which maps every byte to one character.</remarks>
internal sealed class TextEncoding
{
    private static readonly TextEncoding Utf8 = new("UTF-8", new UTF8Encoding(false, throwOnInvalidBytes: true), []);
    private static readonly TextEncoding Utf8Bom = new("UTF-8", new UTF8Encoding(false, throwOnInvalidBytes: true), [0xEF, 0xBB, 0xBF]);
    private static readonly TextEncoding Utf16Little = new("UTF-16", new UnicodeEncoding(false, false, true), [0xFF, 0xFE]);
    private static readonly TextEncoding Utf16Big = new("UTF-16", new UnicodeEncoding(true, false, true), [0xFE, 0xFF]);

    private static readonly TextEncoding Latin1 = new(
        "Latin-1", Encoding.GetEncoding("iso-8859-1", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback), []);

    private readonly Encoding _encoding;
    private readonly byte[] _mark;

    private TextEncoding(string name, Encoding encoding, byte[] mark)
    {
        Name = name;
        _encoding = encoding;
        _mark = mark;
    }

    public static TextEncoding Default => Utf8;

    public string Name { get; }

    /// <summary>Finds the encoding by byte order mark, then by whether the bytes are valid UTF-8.</summary>
    public static (TextEncoding Encoding, string Text) Read(ReadOnlySpan<byte> bytes)
    {
        foreach (var candidate in (ReadOnlySpan<TextEncoding>)[Utf8Bom, Utf16Little, Utf16Big, Utf8])
        {
            if (!bytes.StartsWith(candidate._mark)) continue;
            try
            {
                return (candidate, candidate._encoding.GetString(bytes[candidate._mark.Length..]));
            }
            catch (DecoderFallbackException)
            {
                // A mark in front of bytes that do not follow it is content, not a mark.
            }
        }
        return (Latin1, Latin1._encoding.GetString(bytes));
    }

    /// <exception cref="EncoderFallbackException">The text has a character that this encoding cannot write.</exception>
    public byte[] GetBytes(string text)
    {
        var bytes = new byte[_mark.Length + _encoding.GetByteCount(text)];
        _mark.CopyTo(bytes, 0);
        _encoding.GetBytes(text, bytes.AsSpan(_mark.Length));
        return bytes;
    }
}
