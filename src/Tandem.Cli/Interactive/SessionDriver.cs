using System.Threading.Channels;
using Tandem.Cli.Interactive.Slash;
using Tandem.Cli.Terminal;
using Tandem.Configuration;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ledger;

namespace Tandem.Cli.Interactive;

/// <summary>Does what the person enters, one thing after the other; what is said meanwhile steers.</summary>
/// <remarks>Lines may be entered from any thread.</remarks>
internal sealed class SessionDriver(SessionState state, ISessionSurface surface, SlashCommands commands)
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Lock _gate = new();
    private CancellationTokenSource? _work;
    private bool _isTurn;
    private int _waiting;

    public SessionState State => state;

    public SlashCommands Commands => commands;

    public bool IsWorking
    {
        get
        {
            lock (_gate) return _work is not null;
        }
    }

    /// <summary>Lines that wait until the present work is over.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Takes a line: it runs now, joins the running turn, or waits for its end.</summary>
    public void Enter(string line)
    {
        line = line.TrimEnd();
        if (line.Length == 0)
            return;
        var command = commands.Find(line);
        bool steers;
        lock (_gate)
            steers = _isTurn && command is null && !IsShell(line);
        surface.Echo(line, steers);
        if (steers)
        {
            state.Agent.Steer(line);
            return;
        }

        if (command is { IsQuick: true } && IsWorking)
        {
            command.RunNow(state, surface, SlashCommands.ArgumentsOf(line));
            return;
        }

        Interlocked.Increment(ref _waiting);
        _lines.Writer.TryWrite(line);
    }

    /// <summary>Ends what runs. False = nothing does.</summary>
    public bool Interrupt()
    {
        lock (_gate)
        {
            if (_work is null)
                return false;
            _work.Cancel();
            return true;
        }
    }

    /// <summary>Ends the session once the present work is over, which is interrupted.</summary>
    public void Quit()
    {
        _lines.Writer.TryComplete();
        Interrupt();
    }

    /// <summary>Runs until the person quits.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var quit = cancellationToken.Register(Quit);
        await foreach (var line in _lines.Reader.ReadAllAsync(CancellationToken.None))
        {
            Interlocked.Decrement(ref _waiting);
            if (cancellationToken.IsCancellationRequested)
                break;
            await WorkAsync(line, cancellationToken);
            if (state.HasQuit)
                break;
        }
    }

    private async Task WorkAsync(string line, CancellationToken cancellationToken)
    {
        using var work = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var command = commands.Find(line);
        lock (_gate)
            (_work, _isTurn) = (work, command is null ? !IsShell(line) : command.IsTurn);
        surface.WorkBegan(command?.Name ?? (IsShell(line) ? line[1..].Trim() : "choosing a model"));
        try
        {
            await DoAsync(line, command, work.Token);
            // Said too late to be read before the work was over. After an interruption it waits for what the person says next.
            foreach (var unread in work.IsCancellationRequested ? [] : state.Agent.TakeUnread())
                await state.Agent.SayAsync(unread, work.Token);
        }
        catch (OperationCanceledException) when (work.IsCancellationRequested)
        {
            surface.Terminal.Note("Interrupted. What was done so far stays; /undo takes it back.", Tone.Warning);
        }
        catch (Exception failure) when (failure is ConfigurationException or RequestException or LedgerUnavailableException or IOException or UnauthorizedAccessException)
        {
            foreach (var row in failure.Message.Split('\n'))
                surface.Terminal.Note(row, Tone.Error);
        }
        finally
        {
            lock (_gate)
                (_work, _isTurn) = (null, false);
            surface.WorkEnded();
        }
    }

    private async Task DoAsync(string line, SlashCommand? command, CancellationToken cancellationToken)
    {
        if (command is not null)
        {
            await command.RunAsync(state, surface, SlashCommands.ArgumentsOf(line), cancellationToken);
            return;
        }

        if (IsShell(line))
        {
            var ended = await state.Agent.RunCommandAsync(line[1..].Trim(), surface.WorkWrote, cancellationToken);
            surface.Terminal.Note(ended, Tone.Quiet);
            return;
        }

        if (SlashCommands.LooksLikeOne(line))
        {
            surface.Terminal.Note($"There is no command {SlashCommands.NameOf(line)}. /help lists them; a space in front sends the line to the model.", Tone.Warning);
            return;
        }

        await state.Agent.SayAsync(line.TrimStart(), cancellationToken);
    }

    private static bool IsShell(string line) => line.Length > 1 && line[0] == '!';
}
