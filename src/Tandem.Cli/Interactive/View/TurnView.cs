using Tandem.Agent.Turns;
using Tandem.Cli.Terminal;
using Tandem.Pipeline.Ledger;

namespace Tandem.Cli.Interactive.View;

/// <summary>One turn on the screen: what is over goes into the scrollback, what goes on is drawn below it.</summary>
/// <remarks>Not for concurrent use.</remarks>
internal sealed class TurnView
{
    private const int TailLines = 6;
    private const int KeptTail = 3;
    private const int OwnTail = 200; // The person asked for it.

    private readonly Look _look;
    private readonly EventLines _lines;
    private readonly MarkdownWriter _answer;
    private readonly TimeProvider _time;
    private readonly Func<int> _width;
    private readonly List<string> _printed = [];
    private readonly List<RunningCall> _running = [];
    private readonly TodoList _todo = new();
    private readonly HashSet<string> _silent = []; // Calls whose end needs no line.
    private DecisionEntry? _decision;
    private string _reasoning = "";
    private long _startedAt;
    private int _frame;
    private bool _answerBegan;

    public TurnView(Look look, Func<string, string> zoneOf, Func<int> width, TimeProvider time)
    {
        (_look, _time, _width) = (look, time, width);
        _lines = new EventLines(look, zoneOf);
        _answer = new MarkdownWriter(new LineTerminal(look, width, Print));
    }

    /// <summary>What is happening, for the status line; null = nothing.</summary>
    public string? Doing { get; private set; }

    public SessionFigures Figures { get; private set; } = new(null, 0, 0);

    public DecisionEntry? LastDecision => _decision;

    public bool IsWorking => Doing is not null;

    /// <summary>The last line that was printed is empty, or there is none.</summary>
    public bool EndsBlock { get; private set; } = true;

    public void Begin(string doing)
    {
        _startedAt = _time.GetTimestamp();
        Doing = doing;
        _reasoning = "";
    }

    public void GoesOn(string doing)
    {
        EndAnswer();
        Doing = doing;
    }

    /// <summary>Output of a command that the person runs: its tail is live, its end stays.</summary>
    public void Wrote(string text)
    {
        if (_running.Find(call => call.Id.Length == 0) is not { } call)
            _running.Add(call = new RunningCall("", "", Doing ?? ""));
        call.Add(text);
    }

    /// <summary>The person's command is over: its output stays.</summary>
    public void EndOwn()
    {
        if (_running.Find(call => call.Id.Length == 0) is not { } own)
            return;
        _running.Remove(own);
        foreach (var line in own.Tail(OwnTail))
            Print("  " + StyledText.Safe(line));
    }

    public void End()
    {
        EndAnswer();
        EndOwn();
        foreach (var call in _running)
            Print(_lines.Call(call.Summary, null) + _look.Quiet(_look.Dot + "stopped"));
        _running.Clear();
        Doing = null;
    }

    /// <summary>Takes over the lines that are to stay.</summary>
    public IReadOnlyList<string> TakePrinted()
    {
        string[] lines = [.. _printed];
        _printed.Clear();
        return lines;
    }

    public void Print(string line)
    {
        _printed.Add(line);
        EndsBlock = line.Length == 0;
    }

    /// <summary>An empty line, unless there is one.</summary>
    public void Space()
    {
        if (!EndsBlock)
            Print("");
    }

    public void Show(AgentEvent agentEvent)
    {
        if (agentEvent is not TextWritten)
            EndAnswer();
        switch (agentEvent)
        {
            case StepDecided decided:
                Show(decided.Decision);
                break;
            case TextWritten text:
                Show(text.Text);
                break;
            case ReasoningWritten reasoning:
                _reasoning = (_reasoning + reasoning.Text)[^Math.Min(_reasoning.Length + reasoning.Text.Length, 2_000)..];
                Doing = "thinking";
                break;
            case ToolCalled call:
                if (TodoList.IsFrom(call) || call.Tool == "ask_user")
                {
                    if (TodoList.IsFrom(call))
                        _todo.Read(call.Arguments);
                    _silent.Add(call.CallId); // The list, or the question, is on the screen itself.
                    break;
                }

                _running.Add(new RunningCall(call.CallId, call.Tool, call.Summary));
                Doing = call.Summary;
                break;
            case ToolOutput output:
                _running.Find(call => call.Id == output.CallId)?.Add(output.Text);
                break;
            case ToolAnswered answered:
                Show(answered);
                break;
            case FilesEdited edited:
                PrintAll(_lines.Edit(edited));
                _silent.Add(edited.CallId); // Said with the change.
                break;
            case Verified verified:
                Space();
                foreach (var line in _lines.Verification(verified.Report))
                    PrintWrapped(line);
                break;
            case Escalated escalated:
                Space();
                PrintWrapped(_lines.Escalation(escalated));
                break;
            case StepCosted cost:
                Figures = new SessionFigures(cost.Model, cost.InputTokens + cost.OutputTokens, cost.SessionUsd);
                break;
            case AgentWarned warned:
                PrintWrapped(_lines.Warning(warned.Message));
                break;
            case AgentFailed failed:
                foreach (var line in _lines.Failure(failed.Message))
                    PrintWrapped(line);
                break;
            case TaskEnded ended:
                Space();
                foreach (var line in _lines.Report(ended))
                    PrintWrapped(line);
                _todo.Clear();
                break;
        }
    }

    /// <summary>What goes on now, in at most about that many rows.</summary>
    /// <param name="isAsking">The person is asked something: nothing else moves.</param>
    public IReadOnlyList<string> Live(int rows, bool isAsking)
    {
        if (Doing is null)
            return [];
        if (isAsking)
            return [.. _todo.Lines(_look)];
        var width = _width() - 1;
        var live = new List<string>();
        if (_answerBegan && _answer.Unfinished is { Length: > 0 } unfinished)
            live.AddRange(StyledText.Wrap(StyledText.Safe(unfinished), width).TakeLast(Math.Max(1, rows / 2)));
        foreach (var call in _running)
        {
            live.Add(_look.Mark(Mark.Tool) + StyledText.Safe(call.Summary.ReplaceLineEndings(" ")));
            live.AddRange(call.Tail(TailLines).Select(line => "  " + _look.Quiet(StyledText.Safe(line))));
        }

        if (_reasoning.Length > 0 && !_answerBegan)
            live.AddRange(StyledText.Wrap(StyledText.Safe(_reasoning.TrimEnd()), width - 2).TakeLast(3).Select(line => "  " + _look.Quiet(line)));
        if (live.Count > 0)
            live.Add("");
        live.AddRange(_todo.Lines(_look));
        live.Add(Status());
        return live;
    }

    /// <summary>The spinner's next picture.</summary>
    public void Tick() => _frame++;

    private string Status()
    {
        var spinner = _look.Paint(_look.Palette.Accent, "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"[_frame % 10].ToString());
        var elapsed = EventLines.Duration(_time.GetElapsedTime(_startedAt) is var time && time < TimeSpan.FromSeconds(10) ? TimeSpan.FromSeconds((int)time.TotalSeconds) : time);
        var rest = $" · {elapsed} · Esc interrupts";
        return spinner + " " + StyledText.Cut(StyledText.Safe(Doing!.ReplaceLineEndings(" ")), Math.Max(8, _width() - rest.Length - 4)) + _look.Quiet(rest);
    }

    private void Show(DecisionEntry decision)
    {
        var isSame = _decision is { } before && before.Choice == decision.Choice && before.Reason == decision.Reason && _running.Count == 0 && before.Task == decision.Task;
        _decision = decision;
        _reasoning = "";
        Doing = decision.Choice is { } model ? $"waiting for {model}" : "no model";
        if (isSame && decision.Boundary is not "user_turn")
            return; // The same model goes on with its tools for the same reason: said once.
        Space();
        PrintWrapped(_lines.Decision(decision));
    }

    private void Show(string text)
    {
        if (!_answerBegan)
        {
            text = text.TrimStart('\n');
            if (text.Length == 0)
                return;
            Space();
            _answerBegan = true;
        }

        Doing = "writing";
        _answer.Add(text);
    }

    private void Show(ToolAnswered answered)
    {
        var call = _running.Find(one => one.Id == answered.CallId);
        _running.RemoveAll(one => one.Id == answered.CallId);
        if (!_silent.Remove(answered.CallId) || answered.IsError)
            Print(_lines.Call(call?.Summary ?? answered.Tool, answered));
        foreach (var line in call?.Tail(KeptTail) ?? [])
            Print("  " + _look.Quiet(StyledText.Cut(StyledText.Safe(line), Math.Max(20, _width() - 4))));
        Doing = _running is [.., var other] ? other.Summary : _decision?.Choice is { } model ? $"waiting for {model}" : "working";
    }

    private void EndAnswer()
    {
        if (!_answerBegan)
            return;
        _answer.End();
        _answerBegan = false;
        Space();
    }

    /// <summary>A sentence: broken at words, what follows stands under it.</summary>
    private void PrintWrapped(string line)
    {
        var indent = line.Length - line.TrimStart(' ').Length + 2;
        var rows = StyledText.Wrap(line, Math.Max(20, _width()));
        if (rows.Count > 1) // Narrower, so that the indent has room.
            rows = StyledText.Wrap(line, Math.Max(20, _width() - indent));
        for (var row = 0; row < rows.Count; row++)
            Print(row == 0 ? rows[row] : new string(' ', indent) + rows[row]);
    }

    private void PrintAll(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Print(line);
    }

    private sealed record RunningCall(string Id, string Tool, string Summary)
    {
        private const int MostKept = 8_000;
        private string _output = "";

        public void Add(string text) => _output = (_output + text) is { Length: > MostKept } longer ? longer[^MostKept..] : _output + text;

        /// <summary>The last lines of what it wrote; a carriage return starts a line anew, as on a terminal.</summary>
        public IEnumerable<string> Tail(int count) =>
            _output.TrimEnd().Length == 0 ? [] : _output.TrimEnd().Split('\n').TakeLast(count).Select(line => line.TrimEnd('\r') is var whole ? whole[(whole.LastIndexOf('\r') + 1)..] : "");
    }
}
