using Tandem.Agent.Tools;
using Tandem.Agent.Turns;
using Tandem.Pipeline.Ids;

namespace Tandem.Agent.Checkpoints;

/// <summary>Keeps what the agent's actions change, one checkpoint for each turn. A turn that only reads costs nothing.</summary>
public sealed class CheckpointRecorder(CheckpointStore store) : IChangeRecorder, IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private string _label = "";

    /// <summary>Called once in a turn, before its first change, while nothing is changed yet: the moment for a baseline.</summary>
    public Func<Checkpoint, CancellationToken, Task>? OnFirstChange { get; set; }

    /// <summary>The turn's checkpoint; null while nothing was about to change.</summary>
    public Checkpoint? Current { get; private set; }

    /// <summary>A turn begins; the one before has ended.</summary>
    /// <param name="label">What was asked.</param>
    public async Task StartTurnAsync(string label)
    {
        await EndTurnAsync();
        _label = label;
    }

    public async Task EndTurnAsync()
    {
        if (Current is { } ended) await ended.DisposeAsync();
        Current = null;
    }

    /// <summary>The turn's checkpoint, opened now where nothing has opened it yet.</summary>
    public async Task<Checkpoint> OpenAsync(string? session, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (Current is { } open) return open;
            Current = await store.BeginAsync(session, _label, cancellationToken);
            if (OnFirstChange is { } first) await first(Current, cancellationToken);
            return Current;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task BeforeAsync(SessionId session, ToolAction action, CancellationToken cancellationToken)
    {
        var checkpoint = await OpenAsync(session.Value, cancellationToken);
        await checkpoint.BeforeAsync(Paths(action), cancellationToken);
    }

    public Task AfterAsync(SessionId session, ToolAction action) => Current?.AfterAsync(Paths(action), CancellationToken.None) ?? Task.CompletedTask;

    /// <summary>An edit says what it writes; a command may write anywhere.</summary>
    private static IReadOnlyList<string>? Paths(ToolAction action) => action.Access == ToolAccess.Edit && action.Writes.Count > 0 ? action.Writes : null;

    public async ValueTask DisposeAsync()
    {
        await EndTurnAsync();
        _gate.Dispose();
    }
}
