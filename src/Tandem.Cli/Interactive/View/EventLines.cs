using System.Globalization;
using Tandem.Agent.Edits;
using Tandem.Agent.Turns;
using Tandem.Agent.Verification;
using Tandem.Cli.Asking;
using Tandem.Cli.Terminal;
using Tandem.Pipeline.Ledger;

namespace Tandem.Cli.Interactive.View;

/// <summary>The lines that stay on the screen for what the agent did. Everything untrusted in them is made safe here.</summary>
internal sealed class EventLines(Look look, Func<string, string> zoneOf)
{
    private const int MostFailures = 5;
    private const int MostDiffLines = 40;

    public string Decision(DecisionEntry decision)
    {
        var line = StyledText.Safe(DecisionLine.Of(decision, zoneOf));
        if (!look.IsPlain)
            return line.StartsWith("● ", StringComparison.Ordinal) ? look.Mark(Mark.Decision) + look.Quiet(line[2..]) : look.Quiet(line);
        // A screen reader speaks every sign.
        return look.Mark(Mark.Decision) + line[2..].Replace(" · ≤ ", ", at most ", StringComparison.Ordinal).Replace(" · ", ", ", StringComparison.Ordinal);
    }

    /// <summary>A call that ended: <c>▸ read src/Cart.cs · 40 lines</c>.</summary>
    public string Call(string summary, ToolAnswered? answer)
    {
        var head = look.Mark(Mark.Tool) + StyledText.Safe(summary.ReplaceLineEndings(" "));
        if (answer is null)
            return head;
        var first = answer.Text.AsSpan().Trim().ToString().Split('\n')[0].TrimEnd('\r');
        var lines = answer.Text.AsSpan().TrimEnd('\n').Count('\n') + (answer.Text.Length > 0 ? 1 : 0);
        var result = answer.IsError
            ? look.Paint(look.Palette.Error, (look.IsPlain ? "failed: " : "✗ ") + StyledText.Safe(first))
            : look.Quiet(lines > 1 ? string.Create(CultureInfo.InvariantCulture, $"{lines} lines") : StyledText.Safe(first));
        var time = answer.Milliseconds >= 1_000 ? look.Quiet(look.Dot + Duration(TimeSpan.FromMilliseconds(answer.Milliseconds))) : "";
        return result.Length == 0 ? head + time : head + look.Quiet(look.Dot) + result + time;
    }

    public IEnumerable<string> Edit(FilesEdited edit)
    {
        yield return look.Mark(Mark.Edit) + string.Join(", ", edit.Files.Select(Named)) + "  " + DiffLines.Counts(look, edit.Diff);
        foreach (var line in DiffLines.Of(look, edit.Diff, MostDiffLines))
            yield return line;
    }

    public IEnumerable<string> Verification(VerificationReport report)
    {
        foreach (var check in report.Checks)
        {
            var verdict = check.Verdict switch
            {
                Verdict.Pass => look.Mark(Mark.Good),
                Verdict.Fail => look.Mark(Mark.Bad),
                _ => look.Mark(Mark.Warning),
            };
            var how = check.Verdict switch
            {
                Verdict.Pass => "passed",
                Verdict.Fail when check.ExitCode is { } code => string.Create(CultureInfo.InvariantCulture, $"failed (exit code {code})"),
                Verdict.Fail => "failed",
                Verdict.Error => "could not be judged: the environment failed, not the work",
                Verdict.Flaky => "flaky: failed, then passed unchanged",
                _ => "did not run",
            };
            yield return verdict + StyledText.Safe(check.Command) + look.Quiet(look.Dot + how + look.Dot + Duration(TimeSpan.FromSeconds(check.Seconds)));
            if (check.Note is { } note)
                yield return "  " + look.Quiet(StyledText.Safe(note));
            foreach (var line in Failures(check))
                yield return line;
        }

        if (report.Verdict == Verdict.None && report.Checks.Count == 0 && report.Notes.Count == 0) // The notes say it better.
            yield return look.Mark(Mark.Warning) + "Not verified: nothing here can check the work.";
        foreach (var weakened in report.Weakened)
            yield return look.Mark(Mark.Bad) + look.Paint(look.Palette.Error, "Test weakened: ") + StyledText.Safe(weakened);
        foreach (var note in report.Notes)
            yield return look.Mark(Mark.Warning) + look.Quiet(StyledText.Safe(note));
    }

    public string Escalation(Escalated escalated) =>
        look.Mark(Mark.Escalation) + (escalated.To is { } to
            ? look.Strong(StyledText.Safe(escalated.From is { } from ? $"{from} → {to}" : to)) + look.Quiet(look.Dot + StyledText.Safe(escalated.Reason))
            : look.Strong("It is your turn") + look.Quiet(look.Dot + StyledText.Safe(escalated.Reason)));

    public string Warning(string message) => look.Mark(Mark.Warning) + look.Paint(look.Palette.Warning, StyledText.Safe(message.ReplaceLineEndings(" ")));

    public IEnumerable<string> Failure(string message) =>
        message.Split('\n').Select((line, place) => (place == 0 ? look.Mark(Mark.Bad) : "  ") + look.Paint(look.Palette.Error, StyledText.Safe(line)));

    /// <summary>The report behind a task: what was verified, what changed, who did it, what it cost.</summary>
    public IEnumerable<string> Report(TaskEnded ended)
    {
        var (mark, words) = ended.Status switch
        {
            "verified" => (Mark.Good, "Verified"),
            "unverified" when ended.Files.Count > 0 => (Mark.Warning, "Done, not verified"),
            "unverified" => (Mark.Good, "Done"),
            "verification_failed" => (Mark.Bad, "Verification failed"),
            "refused" => (Mark.Bad, "Refused"),
            "interrupted" => (Mark.Warning, "Interrupted"),
            _ => (Mark.Bad, "Failed"),
        };
        var files = ended.Files.Count switch
        {
            0 => "",
            1 => look.Dot + Named(ended.Files[0]),
            var many => look.Dot + string.Create(CultureInfo.InvariantCulture, $"{many} files"),
        };
        yield return look.Mark(mark) + look.Strong(words) + look.Quiet(files + look.Dot + Usd(ended.CostUsd));
        if (ended.Status == "interrupted")
            yield return "  What was done so far stays; /undo takes it back.";
        else if (ended.Summary.Length > 0 && ended.Status is not ("verified" or "unverified"))
            yield return "  " + StyledText.Safe(ended.Summary.ReplaceLineEndings(" "));
        if (ended.Steps.Count > 1 || ended.Files.Count > 0)
            foreach (var share in ended.Steps)
                yield return "  " + look.Quiet(string.Create(
                    CultureInfo.InvariantCulture, $"{StyledText.Safe(share.Model)}{look.Dot}{share.Steps} {(share.Steps == 1 ? "step" : "steps")}{look.Dot}{Usd(share.CostUsd)}{look.Dot}{StyledText.Safe(share.Reason)}"));
    }

    public static string Duration(TimeSpan time) => time.TotalSeconds < 10
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : time.TotalMinutes < 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds:00} s");

    public static string Usd(decimal amount) => Routing.Prices.NanoUsd.FromUsd(amount).ToString();

    private IEnumerable<string> Failures(CheckResult check)
    {
        var failures = check.NewFailures.Count > 0 ? check.NewFailures : check.Verdict == Verdict.Fail ? check.Failures : [];
        foreach (var failure in failures.Take(MostFailures))
            yield return "    " + look.Paint(look.Palette.Error, StyledText.Safe(failure));
        if (failures.Count > MostFailures)
            yield return "    " + look.Quiet(string.Create(CultureInfo.InvariantCulture, $"… and {failures.Count - MostFailures} more"));
    }

    private string Named(EditedFile file) => file.Action switch
    {
        FileAction.Add => "new " + look.Strong(StyledText.Safe(file.Path)),
        FileAction.Delete => "deleted " + look.Strong(StyledText.Safe(file.Path)),
        FileAction.Rename => StyledText.Safe($"{file.From} → ") + look.Strong(StyledText.Safe(file.Path)),
        _ => look.Strong(StyledText.Safe(file.Path)),
    };
}
