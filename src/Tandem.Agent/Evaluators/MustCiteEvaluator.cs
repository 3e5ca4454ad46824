using System.Globalization;
using System.Text.RegularExpressions;

namespace Tandem.Agent.Evaluators;

/// <summary>The answer cites passages it was given, as <c>path:line</c>, and none that it was not given.</summary>
/// <param name="everyParagraph">Each paragraph of prose cites, not only the answer as a whole. Questions need not.</param>
internal sealed partial class MustCiteEvaluator(bool everyParagraph) : IEvaluator
{
    public string Name => "must_cite";

    public ValueTask<Finding> JudgeAsync(Draft draft, CancellationToken cancellationToken) => ValueTask.FromResult(Judge(draft));

    private Finding Judge(Draft draft)
    {
        if (draft.Sources.Count == 0)
            return Citation().IsMatch(draft.Text)
                ? Finding.Fail(Name, "You were given no passages, so you can cite none. Say that the documents do not answer this.")
                : Admits().IsMatch(draft.Text) ? Finding.Pass(Name) : Finding.Fail(Name, "The documents hold nothing on this. Say only that, and whom to ask instead.");

        var found = Citation().Matches(draft.Text);
        foreach (Match citation in found)
            if (!IsGiven(draft, citation))
                return Finding.Fail(Name, $"{citation.Value} is not among the passages. Cite only passages that you were given, as path:line.", citation.Value);
        if (found.Count == 0)
            return Admits().IsMatch(draft.Text) ? Finding.Pass(Name) : Finding.Fail(Name, "Cite the passages that the answer rests on, as path:line. If none answers the question, say so.");
        if (everyParagraph && Paragraph().Split(draft.Text).FirstOrDefault(NeedsCitation) is { } bare)
            return Finding.Fail(Name, "Each paragraph must cite the passage that it rests on, as path:line.", PlainText.Clip(bare.Trim(), 80));
        return Finding.Pass(Name);
    }

    private static bool NeedsCitation(string paragraph) =>
        paragraph.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length > 8 && !paragraph.TrimEnd().EndsWith('?')
        && !paragraph.TrimStart().StartsWith("```", StringComparison.Ordinal) && !Citation().IsMatch(paragraph);

    private static bool IsGiven(Draft draft, Match citation)
    {
        var path = citation.Groups["path"].Value;
        var first = int.Parse(citation.Groups["line"].ValueSpan, CultureInfo.InvariantCulture);
        var last = citation.Groups["end"] is { Success: true } end ? int.Parse(end.ValueSpan, CultureInfo.InvariantCulture) : first;
        return draft.Sources.Any(source => source.Path == path && first >= source.Line && last <= source.EndLine && first <= last);
    }

    [GeneratedRegex(@"(?<path>[\w./-]*[\w-]\.[A-Za-z]\w{0,9}):(?<line>\d{1,7})(-(?<end>\d{1,7}))?", RegexOptions.None, 1_000)]
    private static partial Regex Citation();

    [GeneratedRegex(@"\n\s*\n", RegexOptions.None, 1_000)]
    private static partial Regex Paragraph();

    [GeneratedRegex(@"\b(do(es)? not (say|answer|contain|cover|mention)|not (in|found in|covered by|answered by) the (documents|passages)|no passage|nothing (on|about)|steht nicht|nicht in den|keine Angaben?|enthalten (dazu )?nichts)\b", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Admits();
}
