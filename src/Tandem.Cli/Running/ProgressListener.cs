using System.Globalization;
using Tandem.Agent.Turns;
using Tandem.Cli.Asking;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Running;

/// <summary>Tells on stderr what a headless run does: one line for a model's turn, one for a call.</summary>
internal sealed class ProgressListener(ITerminal terminal, Func<string, string> zoneOf) : IAgentListener
{
    private string? _model;

    public ValueTask OnAsync(AgentEvent agentEvent, CancellationToken cancellationToken)
    {
        switch (agentEvent)
        {
            case SessionStarted started:
                terminal.Note($"session {started.Session} · mode {started.Mode} · {(started.Sandbox is { } box ? $"sandbox {box}" : "no sandbox")}", Tone.Quiet);
                break;
            case StepDecided { Decision: { Choice: { } choice } decision } when choice != _model:
                _model = choice;
                Note(DecisionLine.Of(decision, zoneOf), Tone.Quiet);
                break;
            case ToolCalled called:
                Note($"  {called.Summary}", Tone.Plain);
                break;
            case ToolAnswered { IsError: true } answered:
                Note($"    ✗ {answered.Text.Split('\n', 2)[0]}", Tone.Warning);
                break;
            case Verified { Report: var report }:
                foreach (var check in report.Checks)
                    Note(string.Create(CultureInfo.InvariantCulture, $"  {(check.Verdict == Agent.Verification.Verdict.Pass ? "✓" : "✗")} {check.Command} ({check.Seconds:0.0} s)"), Tone.Plain);
                break;
            case Escalated escalated:
                Note($"↑ {escalated.From} → {escalated.To ?? "you"}: {escalated.Reason}", Tone.Warning);
                break;
            case AgentWarned warned:
                Note(warned.Message, Tone.Warning);
                break;
            case AgentFailed failed:
                Note($"tandem: {failed.Message}", Tone.Error);
                break;
        }

        return ValueTask.CompletedTask;
    }

    private void Note(string text, Tone tone)
    {
        foreach (var line in SafeText.Of(text).Split('\n')) terminal.Note(line, tone);
    }
}
