using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Tandem.Agent.Turns;
using Tandem.Engine.Tests.Scenarios.Wire;
using Tandem.ScriptedUpstream;

namespace Tandem.Engine.Tests.Scenarios;

/// <summary>What a scenario came to, as text that is the same in each run: what was asked of whom, what was told, how it ended, what the workspace holds.</summary>
internal sealed partial class ScenarioRecord(ScenarioFolder folder)
{
    private const int LongText = 220;

    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, IReadOnlyList<string>> _before = [];
    private readonly Dictionary<string, int> _numbers = [];
    private readonly Lock _gate = new();
    private readonly List<AgentEvent> _events = [];
    private IReadOnlyList<(string Path, string Content)> _atLast = [];

    /// <summary>The workspace before the first request.</summary>
    public IReadOnlyList<(string Path, string Content)> AtFirst { get; } = folder.Picture();

    /// <summary>The task's end; null before it.</summary>
    public TaskEnded? Ended { get; private set; }

    public IReadOnlyList<AgentEvent> Events => _events;

    /// <summary>A request as it arrives. What the model was told before is not said again.</summary>
    public void Add(string tier, UpstreamCall call)
    {
        var conversation = WireConversation.Read(call);
        List<string> lines = [.. conversation.Turns.SelectMany(Lines)];
        lock (_gate)
        {
            var number = _numbers[tier] = _numbers.GetValueOrDefault(tier) + 1;
            var before = _before.GetValueOrDefault(tier, []);
            var goesOn = before.Count > 0 && lines.Count >= before.Count && lines.Take(before.Count).SequenceEqual(before);
            _text.Append(CultureInfo.InvariantCulture, $"{tier} {number} ← {conversation.Model}, {conversation.Tools.Count} tools{(goesOn ? ", as before and" : "")}\n");
            foreach (var line in goesOn ? lines.Skip(before.Count) : lines) _text.Append("    ").Append(line).Append('\n');
            _before[tier] = lines;
        }
    }

    public void Add(AgentEvent told)
    {
        lock (_gate) _events.Add(told);
        if (told is TaskEnded end) Ended = end;
        var line = told switch
        {
            AgentWarned { Message: var message } => $"warned: {message}",
            AgentFailed { Kind: var kind, Message: var message } => $"failed ({kind}): {message}",
            Escalated escalated => $"escalated from {escalated.From} to {escalated.To ?? "the person"}: {escalated.Reason}",
            Verified { Report: var report } => $"verified: {report.Verdict.ToString().ToLowerInvariant()}{string.Concat(report.Checks.Select(check => $" · {check.Command}: {check.Verdict.ToString().ToLowerInvariant()}{(check.Note is null ? "" : $" ({check.Note})")}"))}",
            TaskEnded ended => $"\nended: {ended.Status}, exit code {ended.ExitCode}\n{Short(ended.Summary)}\nchanged: {string.Join(", ", ended.Files.Select(file => $"{file.Action.ToString().ToLowerInvariant()} {file.Path}"))}",
            _ => null,
        };
        if (line is null) return;
        lock (_gate) _text.Append(Normal(line)).Append('\n');
    }

    /// <summary>Keeps what the workspace holds now, before it is undone.</summary>
    public void Finish() => _atLast = folder.Picture();

    public override string ToString()
    {
        lock (_gate)
        {
            var files = _atLast.Select(file => $"    {Normal(file.Path)}: {Short(Normal(file.Content))}\n");
            return $"{_text}workspace:\n{string.Concat(files)}";
        }
    }

    private IEnumerable<string> Lines(WireTurn turn)
    {
        var names = turn.IsAssistant ? "assistant" : "user";
        return turn.Parts.Select(part => part switch
        {
            WireText text => $"{names}: {Short(Normal(text.Text))}",
            WireCall call => $"{names} calls {call.Name} {Short(Normal(call.Arguments))}",
            WireResult result => $"result: {Short(Normal(result.Text))}",
            _ => throw new InvalidOperationException(part.ToString()),
        });
    }

    /// <summary>On one line; of a long text its ends and a count that tells when the middle changes.</summary>
    private static string Short(string text)
    {
        var line = text.Replace("\n", "⏎", StringComparison.Ordinal);
        return line.Length <= LongText ? line : string.Create(CultureInfo.InvariantCulture, $"{line[..(LongText * 2 / 3)]} …[{line.Length}]… {line[^(LongText / 3)..]}");
    }

    /// <summary>Without what is different from run to run: folders, times, names of secrets.</summary>
    private string Normal(string text) =>
        PutAside().Replace(Placeholder().Replace(Seconds().Replace(text.Replace(folder.Outside, "$HERE", StringComparison.Ordinal), "$1 N s"), "[REDACTED:$1:N]"), ".refused-N");

    [GeneratedRegex(@"\b(after|took) \d+(\.\d+)? s\b")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"\.refused-[0-9a-f]{8}")]
    private static partial Regex PutAside();

    [GeneratedRegex(@"\[REDACTED:([a-z-]+):[0-9a-f]{8}\]")]
    private static partial Regex Placeholder();
}
