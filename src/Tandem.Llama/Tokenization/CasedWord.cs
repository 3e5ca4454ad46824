using static Tandem.Llama.Tokenization.WordSplitter;

namespace Tandem.Llama.Tokenization;

/// <summary>Mistral's Tekken words: an upper-case run then a lower-case run, so that camelCase falls apart.</summary>
/// <remarks>
/// The pattern, as the reference simplifies it: [^\r\nLN]?U*D+|[^\r\nLN]?U+D*|N| ?[^\sLN]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
/// where U is a letter outside a–z and D one outside A–Z (letters beyond ASCII are both).
/// </remarks>
internal static class CasedWord
{
    public static int End(ReadOnlySpan<char> text, int at)
    {
        var letters = IsLetter(text, at) ? at
            : !IsNewline(text, at) && !IsNumber(text, at) && IsLetter(text, Next(text, at)) ? Next(text, at) : -1;
        if (letters >= 0)
            return Letters(text, letters);
        return IsNumber(text, at) ? Next(text, at) : PunctuationOrSpaces(text, at, trailing: "\r\n/");
    }

    private static int Letters(ReadOnlySpan<char> text, int start)
    {
        var upperEnd = While(text, start, IsUpper);
        if (IsLower(text, upperEnd))
            return While(text, upperEnd, IsLower);

        // U* gives characters back until D+ has one: the last of the run that is both.
        var lower = -1;
        for (var at = start; at < upperEnd; at = Next(text, at))
        {
            if (IsLower(text, at))
                lower = at;
        }

        return lower >= 0 ? While(text, lower, IsLower) : upperEnd;
    }

    private static bool IsUpper(ReadOnlySpan<char> text, int at) => IsLetter(text, at) && !char.IsAsciiLetterLower(text[at]);

    private static bool IsLower(ReadOnlySpan<char> text, int at) => IsLetter(text, at) && !char.IsAsciiLetterUpper(text[at]);
}
