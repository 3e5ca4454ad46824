namespace Tandem.CodeIndex.Search;

/// <summary>Finds identifiers in text and splits them into the words they are made of.</summary>
/// <remarks><c>HTTPServerError_v2</c> → http, server, error, v2; <c>m3u8-parser</c> is two identifiers. Digits stay with their letters.</remarks>
internal static class IdentifierSplitter
{
    public const int MaxLength = 64; // Longer runs are data (hashes, base64), not names.

    /// <summary>The next identifier at or after <paramref name="start"/>; an empty range at the end of the text.</summary>
    public static Range Next(ReadOnlySpan<char> text, int start)
    {
        while (start < text.Length && !IsWordChar(text[start])) start++;
        var end = start;
        while (end < text.Length && IsWordChar(text[end])) end++;
        return start..end;
    }

    public static bool IsWordChar(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' || (c > 127 && char.IsLetterOrDigit(c));

    /// <summary>Writes the ranges of the words of one identifier into <paramref name="parts"/> and returns their number.</summary>
    public static int Split(ReadOnlySpan<char> identifier, Span<Range> parts)
    {
        var count = 0;
        var start = 0;
        for (var i = 0; i <= identifier.Length && count < parts.Length; i++)
        {
            if (i < identifier.Length && !IsBoundary(identifier, i)) continue;
            var from = start;
            while (from < i && identifier[from] is '_' or '$') from++;
            if (i > from) parts[count++] = from..i;
            start = i;
        }

        return count;
    }

    private static bool IsBoundary(ReadOnlySpan<char> text, int i)
    {
        if (i == 0) return false;
        var (before, here) = (text[i - 1], text[i]);
        if (here is '_' or '$') return true;
        if (before is '_' or '$') return false; // The separators are cut off the front of the word they precede.
        if (!char.IsUpper(here)) return false;
        if (!char.IsUpper(before)) return true; // fooBar, utf8Reader
        return i + 1 < text.Length && char.IsLower(text[i + 1]); // The last capital of HTTPServer starts the next word.
    }
}
