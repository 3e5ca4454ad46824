using System.Buffers;

namespace Tandem.Egress.Secrets;

/// <summary>Finds secrets in text.</summary>
/// <remarks>Time grows linearly with the text: a vectorised search for the rules' keywords, then patterns without backtracking. Safe for concurrent use.</remarks>
public sealed class SecretScanner
{
    private readonly IReadOnlyList<SecretRule> rules;
    private readonly SearchValues<string> keywords;

    public SecretScanner(IReadOnlyList<SecretRule> rules)
    {
        this.rules = rules;
        keywords = SearchValues.Create([.. rules.SelectMany(rule => rule.Near).Distinct(StringComparer.OrdinalIgnoreCase)], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Secrets in order, not overlapping; where two rules see the same text, the earlier and then the longer one counts.</summary>
    public IReadOnlyList<SecretFinding> Scan(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny(keywords)) return [];
        List<SecretFinding>? found = null;
        string? whole = null;
        foreach (var rule in rules)
        {
            if (!HasKeyword(rule, text)) continue;
            whole ??= text.ToString(); // Groups need a string; only texts with a keyword pay for it.
            if (rule.ContextRegex?.IsMatch(text) == false) continue;
            for (var match = rule.Regex.Match(whole); match.Success; match = match.NextMatch())
            {
                var secret = match.Groups["secret"];
                if (SecretShape.Fits(rule, secret.ValueSpan)) (found ??= []).Add(new SecretFinding(rule.Name, secret.Index, secret.Length));
            }
        }

        return found is null ? [] : WithoutOverlaps(found);
    }

    private static bool HasKeyword(SecretRule rule, ReadOnlySpan<char> text)
    {
        foreach (var keyword in rule.Near)
        {
            if (text.Contains(keyword, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static List<SecretFinding> WithoutOverlaps(List<SecretFinding> found)
    {
        found.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.Length.CompareTo(a.Length));
        var kept = new List<SecretFinding>(found.Count);
        var end = 0;
        foreach (var finding in found)
        {
            if (finding.Start < end) continue;
            kept.Add(finding);
            end = finding.Start + finding.Length;
        }

        return kept;
    }
}
