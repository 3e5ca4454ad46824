using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tandem.Agent.Evaluators;

/// <summary>An answer's text as evaluators read it.</summary>
internal static partial class PlainText
{
    /// <summary>For our own expressions: they end by their making; this is for a machine under load.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>Without invisible characters; letters that only look different (full width, ligatures) become the plain ones (Unicode NFKC).</summary>
    public static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
                visible.Append((int)Rune.GetNumericValue(rune)); // Digits of every script.
            else if (rune.Value is >= 0xFF01 and <= 0xFF5E)
                visible.Append((char)(rune.Value - 0xFEE0)); // Full width.
            else if (rune.Value is 0x00A0 or 0x2009 or 0x202F or 0x3000)
                visible.Append(' ');
            else if (rune.Value is '\n' or '\t' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.PrivateUse))
                visible.Append(rune.ToString());
        var shown = visible.ToString();
        try { return shown.Normalize(NormalizationForm.FormKC); }
        catch (ArgumentException) { return shown; } // Broken surrogates.
    }

    /// <summary>What is read as prose: without code blocks, code spans, links' addresses and marks of Markdown.</summary>
    public static string Prose(string text) => Marks().Replace(Address().Replace(Span().Replace(Block().Replace(text, "\n"), " "), "$1"), "");

    public static string Clip(string text, int length) => text.Length <= length ? text : text[..length] + "…";

    [GeneratedRegex(@"^[ \t]*(```|~~~)[^\n]*\n.*?(^[ \t]*\1[ \t]*$|\z)", RegexOptions.Multiline | RegexOptions.Singleline, 1_000)]
    private static partial Regex Block();

    [GeneratedRegex(@"`[^`\n]+`", RegexOptions.None, 1_000)]
    private static partial Regex Span();

    [GeneratedRegex(@"\[([^\]\n]*)\]\([^)\n]*\)", RegexOptions.None, 1_000)]
    private static partial Regex Address();

    [GeneratedRegex(@"[*_#>|]+|^[ \t]*([-+]|\d+[.)])[ \t]", RegexOptions.Multiline, 1_000)]
    private static partial Regex Marks();
}
