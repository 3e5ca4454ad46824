using System.Buffers;
using System.Text.RegularExpressions;
using Tandem.Agent.Edits.Text;

namespace Tandem.Agent.Edits.Matching;

/// <summary>Recognises text that stands for code the model left out, which must never reach a file.</summary>
internal static partial class Elision
{
    // A placeholder is short; longer lines are not looked at, which also bounds the matching time.
    private const int MaxLength = 160;

    // "// other methods..." leaves something out; a longer sentence that ends in dots is prose.
    private const int MaxTrailedWords = 4;

    // What dots, brackets and every language's comments begin with.
    private static readonly SearchValues<char> Starts = SearchValues.Create(".…/#-;%'\"({[<Rr");

    /// <summary>Whether a whole line is a placeholder: dots alone, or a comment that says that code was left out.</summary>
    public static bool IsPlaceholder(string line)
    {
        var text = line.Trim();
        if (text.Length is 0 or > MaxLength || !Starts.Contains(text[0])) return false;
        var inner = Unwrap(text, out var wrapped);
        if ((wrapped ? inner.Trim('[', ']', '(', ')', ' ') : inner) is "..." or "…" or "....") return true;
        var leads = inner.StartsWith("...", StringComparison.Ordinal) || inner.StartsWith('…');
        var trails = inner.EndsWith("...", StringComparison.Ordinal) || inner.EndsWith('…');
        var words = inner.Trim('.', '…', ' ', '(', ')', '[', ']', '<', '>', '-', '*', ':', '!');
        var count = words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (count == 0) return false;
        if (LeftOutSentence().IsMatch(words)) return leads || trails || (wrapped && !(count == 1 && inner.EndsWith('.')));
        // "...rest," spreads a variable, and "... )" goes on with a doctest: without comment marks the dots must stand on both sides.
        if (!wrapped) return leads && trails && LeftOutWord().IsMatch(words);
        return (leads || (trails && count <= MaxTrailedWords)) && LeftOutWord().IsMatch(words);
    }

    /// <summary>Refuses where an added line is a placeholder that the replaced lines did not have.</summary>
    /// <param name="path">The file, whose ending tells the language.</param>
    /// <param name="lines">What the edit puts in the place of <paramref name="replaced"/>, the file's own lines among it.</param>
    /// <param name="replaced">The lines of the file that go.</param>
    /// <param name="label">What the message calls the edit.</param>
    public static void ThrowIfAdded(string path, IReadOnlyList<TextLine> lines, IReadOnlyList<TextLine> replaced, string label)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Origin > 0 || !IsPlaceholder(lines[i].Text) || IsCode(path, lines, i)) continue;
            var text = lines[i].Text.Trim();
            if (replaced.Any(line => line.Text.Trim() == text)) continue;
            throw new EditRefusedException(
                EditErrorKind.Elided, $"{label} would write `{text}`, which stands for code that was left out.", path,
                "Write out every line of the new text; to keep lines as they are, leave them out of the edit or quote them in full.");
        }
    }

    /// <summary>Where dots are the language's own: an empty Python body, a YAML document's end, a doctest's continuation.</summary>
    private static bool IsCode(string path, IReadOnlyList<TextLine> lines, int index)
    {
        if (lines[index].Text.Trim() != "...") return false;
        var previous = index > 0 ? lines[index - 1].Text.Trim() : "";
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".PYI" => true,
            ".YAML" or ".YML" => lines[index].Text.StartsWith('.'),
            ".PY" => previous.StartsWith(">>>", StringComparison.Ordinal) || (previous.EndsWith(':') && HasEmptyBodies(lines)),
            _ => false,
        };
    }

    private static bool HasEmptyBodies(IReadOnlyList<TextLine> lines) =>
        lines.Any(line => line.Text.Contains("@overload", StringComparison.Ordinal) || line.Text.Contains("Protocol", StringComparison.Ordinal)
            || line.Text.Contains("@abstractmethod", StringComparison.Ordinal));

    /// <summary>Takes a comment's marks, or brackets around the whole line, away.</summary>
    private static string Unwrap(string text, out bool wrapped)
    {
        var match = Comment().Match(text);
        wrapped = match.Success;
        return match.Success ? match.Groups["words"].Value.Trim() : text;
    }

    [GeneratedRegex(
        @"^(?:(?:///*|##*|--|;+|%+|'|REM\b|\(\*|<!--|\{?/\*+|""""""|''')(?<words>.*?)(?:\*/\}?|-->|\*\)|""""""|''')?|\((?<words>[^()]*)\)|\[(?<words>[^\[\]]*)\]|<(?<words>[^<>]*)>)$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"\b(rest|existing|remain(s|ing|der)?|unchanged|same|previous|omitted|truncated|snip(ped)?|skip(ped)?|other|others|code|more|continue[sd]?|as before|left out|implementation|unmodified|original|keep|kept|no changes?)\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex LeftOutWord();

    private const string Nouns = @"(code|files?|class(es)?|functions?|methods?|implementations?|modules?|components?|scripts?|document|contents?|logic|program|body|imports|tests?|definitions?|lines|fields|properties|members|cases|routes|handlers|styles)";
    private const string Tail = @"( (code|here|above|below|remains?|stays?|is|are|goes|continues?|the|same|unchanged|as|before|omitted|for|brevity|clarity|not|shown|unmodified|intact))";

    // Without dots it takes a whole sentence of the kind, because "rest" and "existing" are ordinary words of comments.
    [GeneratedRegex(
        @"^((keep |leave )?(all )?(the |your )?(rest|remainder|remaining part) of ((the|this|that|your|my|our) )?((existing|original|previous|current|remaining) )?" + Nouns + "( code)?" + Tail + @"*|"
        + @"((the |all )?(existing|previous|original|remaining|unchanged|same) (code|implementation|content|logic))" + Tail + @"*|"
        + @"((the |all |any )?(existing|previous|original|other|remaining|same) )+" + Nouns + Tail + @"+|"
        + @"((code|lines|rest|content|everything else|nothing else|file) )?((is|are|remains?|stays?|was|were) )?(omitted|truncated|left out|skipped|snipped|unchanged|unmodified)( here)?( for (brevity|clarity))?|"
        + @"(code|rest|everything else|file) (is|remains|stays) the same( as before)?|same as before|snip|no changes?( (here|needed|below|above))?|for brevity)$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex LeftOutSentence();
}
