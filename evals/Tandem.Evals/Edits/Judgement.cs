namespace Tandem.Evals.Edits;

/// <summary>What a result is worth, by the rules of <c>score_edits.py</c>.</summary>
internal readonly record struct Judgement(bool Strict, bool Lenient, bool Harm, bool WrongRefusal, bool? RightKind)
{
    public static Judgement Of(EditCase test, CaseResult result)
    {
        var expected = test.Expect;
        if (result.OutsideTouched) return new Judgement(false, false, true, false, null);
        return result.Ok ? OfApplied(test, expected, result) : OfRefused(test, expected, result);
    }

    private static Judgement OfApplied(EditCase test, Expectation expected, CaseResult result)
    {
        var unchanged = Same(result.FilesAfter, test.FilesBefore);
        var strict = expected.FilesAfter is not null && Same(result.FilesAfter, expected.FilesAfter);
        var lenient = strict || (expected.Acceptable?.Any(other => Same(result.FilesAfter, other)) ?? false);
        var harm = false;
        if (!lenient && unchanged) strict = lenient = expected.Verdict == "refuse" && expected.ErrorKind is "no_change" or "already_applied";
        else if (!lenient) harm = true;
        if (expected.Verdict == "refuse" && (expected.ErrorKind ?? "").StartsWith("path_", StringComparison.Ordinal)) harm = true;
        var wrong = expected.Verdict == "apply" && unchanged && !strict;
        return new Judgement(strict, lenient, harm, wrong, null);
    }

    private static Judgement OfRefused(EditCase test, Expectation expected, CaseResult result)
    {
        if (!Same(result.FilesAfter, test.FilesBefore)) return new Judgement(false, false, true, false, null);
        if (expected.Verdict == "apply") return new Judgement(false, false, false, true, null);
        var kinds = expected.ErrorKindsOk ?? (expected.ErrorKind is null ? [] : [expected.ErrorKind]);
        return new Judgement(true, true, false, false, kinds.Count > 0 && result.ErrorKind is not null ? kinds.Contains(result.ErrorKind) : null);
    }

    private static bool Same(Dictionary<string, string> left, Dictionary<string, string> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var text) && text == pair.Value);
}
