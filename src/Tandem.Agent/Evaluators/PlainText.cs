using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tandem.Agent.Evaluators;

/// <summary>An answer's text as evaluators read it.</summary>
internal static partial class PlainText
{
    /// <summary>Without invisible characters; letters that only look different (full width, ligatures) become the plain ones (Unicode NFKC).</summary>
    public static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var letter in text)
            if (letter is '\n' or '\t' || char.GetUnicodeCategory(letter) is not (UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.PrivateUse))
                visible.Append(letter is '\u00A0' or '\u2009' or '\u202F' ? ' ' : letter);
        var shown = visible.ToString();
        try { return shown.Normalize(NormalizationForm.FormKC); }
        catch (ArgumentException) { return shown; } // Broken surrogates.
    }

    /// <summary>What is read as prose: without code blocks, code spans, links' addresses and marks of Markdown.</summary>
    public static string Prose(string text) => Marks().Replace(Address().Replace(Span().Replace(Block().Replace(text, "\n"), " "), "$1"), "");

    public static string Clip(string text, int length) => text.Length <= length ? text : text[..length] + "…";

    [GeneratedRegex(@"^[ \t]*(```|~~~)[^\n]*\n.*?(^[ \t]*\1[ \t]*$|\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"`[^`\n]+`")]
    private static partial Regex Span();

    [GeneratedRegex(@"\[([^\]\n]*)\]\([^)\n]*\)")]
    private static partial Regex Address();

    [GeneratedRegex(@"[*_#>|]+|^[ \t]*([-+]|\d+[.)])[ \t]", RegexOptions.Multiline)]
    private static partial Regex Marks();
}
