using System.Globalization;
using Tandem.Agent.Turns;
using Tandem.Cli.Terminal;
using Tandem.Routing.Prices;

namespace Tandem.Cli.Running;

/// <summary>The end of a task for people: what changed, what was verified by which command and what was not, who did it and why, what it cost.</summary>
internal static class RunReport
{
    public static void Write(TaskEnded ended, ITerminal terminal)
    {
        foreach (var file in ended.Files)
            Note($"  {file.Action.ToString().ToLowerInvariant()} {(file.From is null ? file.Path : $"{file.From} → {file.Path}")}", Tone.Plain);
        Note(Verdict(ended), ended.Status is "verified" ? Tone.Good : ended.ExitCode == 0 ? Tone.Plain : Tone.Warning);
        foreach (var note in ended.Verification?.Notes ?? [])
            Note($"  {note}", Tone.Warning);
        foreach (var weakened in ended.Verification?.Weakened ?? [])
            Note($"  weakened: {weakened}", Tone.Warning);
        foreach (var share in ended.Steps)
            Note(string.Create(CultureInfo.InvariantCulture, $"  {share.Model}: {share.Steps} {(share.Steps == 1 ? "step" : "steps")}, {NanoUsd.FromUsd(share.CostUsd)} · {share.Reason}"), Tone.Quiet);
        Note($"  {NanoUsd.FromUsd(ended.CostUsd)} in all", Tone.Quiet);

        void Note(string text, Tone tone) => terminal.Note(SafeText.Of(text), tone);
    }

    private static string Verdict(TaskEnded ended) => ended switch
    {
        { Status: "verified", Verification: { } report } => $"Verified by {string.Join(", ", report.Checks.Where(check => check.Verdict is Agent.Verification.Verdict.Pass or Agent.Verification.Verdict.Flaky).Select(check => check.Command))}.",
        { Status: "verified" } => "The answer passed the evaluators of its assistant.",
        { Status: "unverified", Verification: { Verdict: Agent.Verification.Verdict.Error } } => "Not verified: the commands that judge could not do it here; see the notes.",
        { Status: "unverified", Files: [] } => "Nothing was changed, so that there was nothing to verify.",
        { Status: "unverified" } => "Not verified: no command judged this change. Name one with --verify, or under 'verify' in tandem.yaml.",
        { Status: "verification_failed", Verification: null, Files: [] } => "No draft of the answer passed the evaluators of its assistant: a person goes on from here.",
        { Status: "verification_failed" } => "Verification failed: this change is not done.",
        { Status: "refused" } => "Parts were refused by the permissions; see above.",
        { Status: "interrupted" } => "Interrupted.",
        _ => "Failed.",
    };
}
