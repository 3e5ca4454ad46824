using Tandem.Agent.Permissions;
using Tandem.Agent.Tools;
using Tandem.Agent.Turns;
using Tandem.Cli.Interactive.View;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Interactive;

/// <summary>The session line by line, for screen readers, dumb terminals and whoever prefers it: nothing is drawn over, the terminal edits the line itself.</summary>
internal sealed class PlainSurface : ISessionSurface
{
    private readonly ITerminal _terminal;
    private readonly PlainTurn _turn;
    private readonly Lock _gate = new();
    private SessionDriver? _driver;
    private TaskCompletionSource<string>? _expected;
    private volatile bool _mayQuit; // Ctrl+C was the last thing that the person did.

    public PlainSurface(ITerminal terminal, Look look, Func<string, string> zoneOf)
    {
        (_terminal, Look) = (terminal, look);
        Terminal = new LineTerminal(look, () => terminal.Width, Say);
        _turn = new PlainTurn(look, zoneOf, Say);
    }

    public Look Look { get; }

    public ITerminal Terminal { get; }

    public ValueTask OnAsync(AgentEvent agentEvent, CancellationToken cancellationToken)
    {
        _driver?.State.Note(agentEvent);
        _turn.Show(agentEvent);
        return ValueTask.CompletedTask;
    }

    public async Task<Approval> AskAsync(ToolAction action, string because, CancellationToken cancellationToken)
    {
        var expected = Expect();
        _turn.End();
        Say($"{ApprovalDialog.QuestionFor(action)} ({StyledText.Safe(because)})");
        foreach (var line in ApprovalDialog.Detail(action, Look))
            Say("  " + line);
        var answer = (await AnswerAsync(expected, "y = yes, once; a = yes, for this session; n = no; anything else is said to the model instead.", cancellationToken)).Trim();
        return answer switch
        {
            "y" or "Y" or "yes" => new Approval(ApprovalKind.Once),
            "a" or "A" => new Approval(ApprovalKind.Session),
            "" or "n" or "N" or "no" => new Approval(ApprovalKind.No),
            _ => new Approval(ApprovalKind.No, answer),
        };
    }

    public async Task<string?> AskAsync(string question, IReadOnlyList<string> choices, CancellationToken cancellationToken)
    {
        var expected = Expect();
        _turn.End();
        Say(StyledText.Safe(question));
        for (var place = 0; place < choices.Count; place++)
            Say($"  {place + 1}: {StyledText.Safe(choices[place])}");
        var answer = (await AnswerAsync(expected, "Your answer; an empty line gives none.", cancellationToken)).Trim();
        return string.IsNullOrEmpty(answer) ? null
            : int.TryParse(answer, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= choices.Count ? choices[number - 1]
            : answer;
    }

    /// <summary>The terminal has shown the line already.</summary>
    public void Echo(string line, bool steers)
    {
    }

    public void WorkBegan(string doing)
    {
    }

    public void WorkGoesOn(string doing)
    {
        _turn.End();
        Say(StyledText.Safe(doing));
    }

    public void WorkWrote(string text) => Terminal.Write(SafeText.Of(text));

    public void WorkEnded()
    {
        _turn.End();
        Prompt();
    }

    public void Wipe()
    {
    }

    /// <summary>A line that the person entered.</summary>
    public void Enter(string line)
    {
        _mayQuit = false;
        if (Interlocked.Exchange(ref _expected, null) is { } expected)
            expected.SetResult(line);
        else if (line.Length == 0)
            Prompt();
        else
            _driver!.Enter(line);
    }

    /// <summary>Ctrl+C: ends what runs; without anything, twice, the session.</summary>
    public void Interrupt()
    {
        if (_driver!.Interrupt())
            _mayQuit = false;
        else if (_mayQuit)
            _driver.Quit();
        else
        {
            _mayQuit = true;
            Say("");
            Say("Ctrl+C again, or /quit, ends the session.");
            Prompt();
        }
    }

    public async Task RunAsync(SessionDriver driver, Action readLines, CancellationToken cancellationToken)
    {
        _driver = driver;
        Prompt();
        readLines();
        await driver.RunAsync(cancellationToken);
    }

    /// <summary>From here on the next line is an answer: before the question is said, so that none can come in between and be lost.</summary>
    private TaskCompletionSource<string> Expect() => _expected = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<string> AnswerAsync(TaskCompletionSource<string> expected, string how, CancellationToken cancellationToken)
    {
        Say(how);
        Prompt();
        try
        {
            return await expected.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.CompareExchange(ref _expected, null, expected); // Withdrawn: the next line is a message again.
        }
    }

    private void Say(string line) => Write(terminal => terminal.WriteLine(line));

    private void Prompt() => Write(static terminal => terminal.Write("> "));

    private void Write(Action<ITerminal> write)
    {
        try
        {
            lock (_gate)
            {
                write(_terminal);
                _terminal.Flush();
            }
        }
        catch (IOException)
        {
            _driver?.Quit(); // The terminal was closed: what runs ends in order, and so does the session.
        }
    }
}
