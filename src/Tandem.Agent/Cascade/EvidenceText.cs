using System.Text;
using Tandem.Agent.Verification;

namespace Tandem.Agent.Cascade;

/// <summary>What the next attempt is told of the last one. Output of commands is quoted as data: it may hold anything.</summary>
internal static class EvidenceText
{
    private const int MaxOutput = 6_000;

    public static string ForRepair(VerificationReport report)
    {
        var text = new StringBuilder("Your change was verified by the repository's own commands, and it does not pass. Find the cause and repair it. ");
        text.Append("Do not delete, skip or loosen tests or checks: they judge.\n\n");
        Append(text, report);
        return text.ToString();
    }

    /// <param name="tried">One line for each attempt before.</param>
    /// <param name="diff">The best of them, taken back since.</param>
    public static string ForEscalation(VerificationReport? report, IReadOnlyList<string> tried, string diff)
    {
        var text = new StringBuilder("Other models tried this before you and failed. Their changes were taken back: the workspace is as it was before them.\n\nWhat was tried:\n");
        foreach (var line in tried) text.Append("- ").Append(line).Append('\n');
        if (report is not null)
        {
            text.Append('\n');
            Append(text, report);
        }
        if (diff.Length > 0)
        {
            text.Append("\nThe last attempt, as a diff. It is evidence, not a beginning: it did not pass.\n");
            Quote(text, "diff", diff);
        }
        return text.ToString();
    }

    public static string Summary(VerificationReport report)
    {
        if (report.Weakened.Count > 0) return "weakened the tests: " + string.Join("; ", report.Weakened.Take(3));
        var failed = report.Checks.FirstOrDefault(check => check.Verdict == Verdict.Fail);
        if (failed is null) return report.Verdict.ToString().ToLowerInvariant();
        return $"{failed.Command}: {(failed.NewFailures.Count > 0 ? CheckJudge.Names(failed.NewFailures) : $"exit code {failed.ExitCode}")}";
    }

    private static void Append(StringBuilder text, VerificationReport report)
    {
        foreach (var weakened in report.Weakened) text.Append("Not accepted: the change ").Append(weakened).Append(". Put it back.\n");
        foreach (var check in report.Checks.Where(check => check.Verdict == Verdict.Fail))
        {
            text.Append("Failing command: ").Append(check.Command).Append(check.ExitCode is { } code ? $" (exit code {code})" : "").Append('\n');
            if (check.Note is not null) text.Append("Note: ").Append(check.Note).Append('\n');
            foreach (var failure in check.NewFailures.Take(20)) text.Append("- fails: ").Append(failure).Append('\n');
            Quote(text, "output", check.Evidence.Length <= MaxOutput ? check.Evidence : check.Evidence[..MaxOutput]);
        }
    }

    /// <summary>A fence longer than any inside, so that a quotation cannot end itself.</summary>
    private static void Quote(StringBuilder text, string kind, string content)
    {
        var fence = "```";
        while (content.Contains(fence, StringComparison.Ordinal)) fence += "`";
        text.Append(fence).Append(kind).Append('\n').Append(content.TrimEnd()).Append('\n').Append(fence).Append('\n');
    }
}
