using System.Globalization;
using System.Threading.Channels;
using Tandem.Agent.Permissions;
using Tandem.Agent.Tools;
using Tandem.Agent.Turns;
using Tandem.Cli.Interactive.Editing;
using Tandem.Cli.Interactive.Keys;
using Tandem.Cli.Interactive.Screen;
using Tandem.Cli.Interactive.View;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Interactive;

/// <summary>The drawn session: one loop takes keys, events and questions in order and draws what came of them. Nothing else touches the screen.</summary>
internal sealed class RichSurface : ISessionSurface, IDisposable
{
    private static readonly TimeSpan SpinnerStep = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan QuietBeforeAnswer = TimeSpan.FromMilliseconds(350); // Whoever is typing when a question comes up does not answer it.
    private static readonly TimeSpan QuitWithin = TimeSpan.FromSeconds(3);

    private readonly Channel<UiEvent> _events = Channel.CreateUnbounded<UiEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Queue<IDialog> _dialogs = new();
    private readonly LiveScreen _screen;
    private readonly LineEditor _editor;
    private readonly TurnView _turn;
    private readonly SessionStatus _status;
    private readonly TimeProvider _time;
    private readonly ITimer _spinner;
    private readonly Action _suspend;
    private SessionDriver? _driver;
    private IDialog? _dialog;
    private bool _isArmed; // The dialog takes keys.
    private long _lastKeyAt;
    private long? _interruptedAt;
    private bool _isClosed;
    private bool _isGone; // The terminal was closed: nothing is drawn any more, but what waits for the screen goes on.

    /// <param name="suspend">Puts the program into the background and returns when it is back.</param>
    public RichSurface(LiveScreen screen, LineEditor editor, Look look, SessionStatus status, TimeProvider time, Action suspend)
    {
        (_screen, _editor, Look, _status, _time, _suspend) = (screen, editor, look, status, time, suspend);
        _turn = new TurnView(look, status.ZoneOf, () => screen.Size.Columns, time);
        Terminal = new LineTerminal(look, () => screen.Size.Columns, line => Post(new UiEvent.Printed(line)));
        _spinner = time.CreateTimer(_ => Post(new UiEvent.Ticked()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _lastKeyAt = time.GetTimestamp();
    }

    public Look Look { get; }

    public ITerminal Terminal { get; }

    public void Press(Key key) => Post(new UiEvent.Pressed(key, _time.GetTimestamp()));

    public void Resized() => Post(new UiEvent.Refreshed(Offers: false));

    /// <summary>Completion knows more than before.</summary>
    public void OffersChanged() => Post(new UiEvent.Refreshed(Offers: true));

    public void InputEnded() => Post(new UiEvent.InputEnded());

    public async ValueTask OnAsync(AgentEvent agentEvent, CancellationToken cancellationToken)
    {
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(new UiEvent.Happened(agentEvent, shown));
        await shown.Task; // A slow screen slows the agent.
    }

    public async Task<Approval> AskAsync(ToolAction action, string because, CancellationToken cancellationToken)
    {
        var dialog = new ApprovalDialog(action, because, Look);
        await using var withdrawn = cancellationToken.Register(() => Withdraw(() => dialog.Withdraw(cancellationToken)));
        Post(new UiEvent.Asked(dialog));
        return await dialog.Answer;
    }

    public async Task<string?> AskAsync(string question, IReadOnlyList<string> choices, CancellationToken cancellationToken)
    {
        var dialog = new QuestionDialog(question, choices, Look);
        await using var withdrawn = cancellationToken.Register(() => Withdraw(() => dialog.Withdraw(cancellationToken)));
        Post(new UiEvent.Asked(dialog));
        return await dialog.Answer;
    }

    public void Echo(string line, bool steers) => Post(new UiEvent.Echoed(line, steers));

    public void WorkBegan(string doing) => Post(new UiEvent.Began(doing));

    public void WorkGoesOn(string doing) => Post(new UiEvent.GoesOn(doing));

    public void WorkWrote(string text) => Post(new UiEvent.Wrote(text));

    public void WorkEnded() => Post(new UiEvent.Ended());

    public void Wipe() => Post(new UiEvent.Wiped());

    /// <summary>Draws until the driver is done.</summary>
    public async Task RunAsync(SessionDriver driver, CancellationToken cancellationToken)
    {
        _driver = driver;
        var work = FinishAsync(driver.RunAsync(cancellationToken));
        try
        {
            Show(Draw);
            await foreach (var first in _events.Reader.ReadAllAsync(CancellationToken.None))
            {
                Handle(first);
                while (_events.Reader.TryRead(out var next)) // Whatever came meanwhile is drawn once.
                    Handle(next);
                if (_isClosed)
                    break;
                Show(Draw);
            }

            Show(() =>
            {
                _screen.Draw(_turn.TakePrinted(), [], 0, 0);
                _screen.Close();
            });
        }
        finally
        {
            driver.Quit();
            await work;
        }
    }

    public void Dispose() => _spinner.Dispose();

    private async Task FinishAsync(Task work)
    {
        try
        {
            await work;
        }
        finally
        {
            Post(new UiEvent.Closed());
        }
    }

    private void Withdraw(Action withdraw)
    {
        withdraw();
        Post(new UiEvent.Refreshed(Offers: false));
    }

    private void Post(UiEvent uiEvent) => _events.Writer.TryWrite(uiEvent);

    private void Handle(UiEvent uiEvent)
    {
        switch (uiEvent)
        {
            case UiEvent.Pressed(var key, var at):
                Press(key, at);
                _lastKeyAt = at;
                break;
            case UiEvent.Happened(var agentEvent, var shown):
                _turn.Show(agentEvent);
                _driver?.State.Note(agentEvent);
                shown.SetResult();
                break;
            case UiEvent.Asked(var dialog):
                _dialogs.Enqueue(dialog);
                break;
            case UiEvent.Printed(var line):
                _turn.EndOwn();
                _turn.Print(line);
                break;
            case UiEvent.Echoed(var line, var steers):
                ShowSaid(line, steers);
                break;
            case UiEvent.Began(var doing):
                _turn.Begin(doing);
                _spinner.Change(SpinnerStep, SpinnerStep);
                break;
            case UiEvent.GoesOn(var doing):
                _turn.GoesOn(doing);
                break;
            case UiEvent.Wrote(var text):
                _turn.Wrote(text);
                break;
            case UiEvent.Ended:
                _turn.End();
                _spinner.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                break;
            case UiEvent.Ticked:
                _turn.Tick();
                break;
            case UiEvent.Refreshed(var offers):
                if (offers && _editor.Menu is not null)
                    _editor.Refresh();
                break;
            case UiEvent.Wiped:
                Show(_screen.Wipe);
                break;
            case UiEvent.InputEnded:
                _driver!.Quit();
                break;
            case UiEvent.Closed:
                _isClosed = true;
                break;
        }

        if (_dialog is { IsOver: true } over)
        {
            if (over.Receipt is { } receipt)
                _turn.Print(receipt);
            _dialog = null;
        }

        while (_dialog is null && _dialogs.TryDequeue(out var next))
            if (!next.IsOver)
                (_dialog, _isArmed, _lastKeyAt) = (next, false, Math.Max(_lastKeyAt, _time.GetTimestamp()));
    }

    private void Press(Key key, long at)
    {
        if (key.IsControl('c'))
        {
            Interrupt();
            return;
        }

        if (_dialog is null)
        {
            Act(_editor.Press(key, InputView.TextWidth(_screen.Size.Columns)));
            return;
        }

        _isArmed |= _time.GetElapsedTime(_lastKeyAt, at) >= QuietBeforeAnswer;
        if (_isArmed || key.Kind is not (KeyKind.Text or KeyKind.Paste or KeyKind.Enter))
            _dialog.Press(key);
    }

    private void Act(EditorAct act)
    {
        switch (act)
        {
            case EditorAct.Submit:
                _driver!.Enter(_editor.Take());
                break;
            case EditorAct.Escape:
                _driver!.Interrupt();
                break;
            case EditorAct.EndOfInput:
                _driver!.Quit();
                break;
            case EditorAct.Redraw:
                Show(_screen.Wipe);
                break;
            case EditorAct.NextMode:
                _driver!.State.NextMode();
                break;
            case EditorAct.Suspend:
                _screen.Close();
                _suspend();
                break;
        }
    }

    /// <summary>Ctrl+C: the text, else the work, else, twice, the session.</summary>
    private void Interrupt()
    {
        if (!_editor.Buffer.IsEmpty && _dialog is null || _editor.Search is not null)
        {
            _editor.Reset();
            return;
        }

        var again = _interruptedAt is { } before && _time.GetElapsedTime(before) < QuitWithin;
        _interruptedAt = _time.GetTimestamp();
        if (again)
            _driver!.Quit();
        else
            _driver!.Interrupt();
    }

    private void ShowSaid(string line, bool steers)
    {
        _turn.Space();
        var rows = StyledText.Safe(line).Split('\n');
        for (var row = 0; row < rows.Length; row++)
            _turn.Print((row == 0 ? Look.Mark(Mark.User) : "  ") + Look.Strong(rows[row]));
        if (steers)
            _turn.Print(Look.Quiet("  (said while it works)"));
    }

    /// <summary>A terminal that was closed ends the session; the agent, which waits for each event to be shown, is let go.</summary>
    private void Show(Action draw)
    {
        try
        {
            if (!_isGone) draw();
        }
        catch (IOException)
        {
            _isGone = true;
            _driver!.Quit();
        }
    }

    private void Draw()
    {
        var (columns, rows) = _screen.Size;
        var above = new List<string>();
        var live = _turn.Live(Math.Max(4, rows - 8), isAsking: _dialog is not null);
        above.AddRange(live);
        var below = _dialog is not null
            ? _dialog.Lines(columns, Math.Max(8, rows - live.Count))
            : InputView.Of(_editor, Look, columns, _turn.IsWorking ? "type to steer it" : "ask or tell; / commands, @ files, ! shell").Above(Footer(columns));
        if (above.Count > 0 || !_turn.EndsBlock)
            above.Add("");
        var lines = below.Below(above);
        _screen.Draw(_turn.TakePrinted(), lines.Lines, lines.CursorRow, lines.CursorColumn);
    }

    private string Footer(int columns)
    {
        var hint = _interruptedAt is { } at && _time.GetElapsedTime(at) < QuitWithin ? "Ctrl+C again quits"
            : _driver?.Waiting is > 0 and var waiting ? string.Create(CultureInfo.InvariantCulture, $"{waiting} waiting") : "";
        return StyledText.Cut("  " + _status.Line(_driver?.State, _turn.Figures, hint, Look), columns - 1);
    }
}
