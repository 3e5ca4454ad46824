using System.Collections.Concurrent;
using Tandem.Agent.Permissions;
using Tandem.Agent.Turns;
using Tandem.Cli.Interactive;
using Tandem.Cli.Interactive.Slash;
using Tandem.Pipeline.Ids;

namespace Tandem.Cli.Tests.Interactive;

/// <summary>Plays events as an agent would tell them.</summary>
internal sealed class ScriptedAgent : ISessionAgent
{
    private readonly ConcurrentQueue<Func<IAgentListener, CancellationToken, Task>> _turns = new();
    private readonly ConcurrentQueue<string> _unread = new();

    public IAgentListener? Listener { get; set; }

    public ConcurrentQueue<string> Said { get; } = new();

    public ConcurrentQueue<string> Steered { get; } = new();

    public ConcurrentQueue<string> Commands { get; } = new();

    public SessionId Id { get; init; } = SessionId.New(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public string? Assistant { get; init; }

    public PermissionMode Mode { get; set; } = PermissionMode.Ask;

    public string? Model { get; set; }

    public string? Policy { get; set; }

    public string Diff { get; set; } = "";

    public IReadOnlyList<SlashCommand> CustomCommands { get; init; } = [];

    public IReadOnlyList<ServerLine> Servers { get; init; } = [];

    public IReadOnlyList<string> Notes => [];

    public IChangeHistory? Changes => new Recorded(this);

    /// <summary>What the next message leads to.</summary>
    public ScriptedAgent Then(Func<IAgentListener, CancellationToken, Task> turn)
    {
        _turns.Enqueue(turn);
        return this;
    }

    public ScriptedAgent Then(params AgentEvent[] events) => Then(async (listener, cancellationToken) =>
    {
        foreach (var agentEvent in events)
            await listener.OnAsync(agentEvent, cancellationToken);
    });

    public async Task SayAsync(string text, CancellationToken cancellationToken)
    {
        Said.Enqueue(text);
        if (_turns.TryDequeue(out var turn))
            await turn(Listener!, cancellationToken);
    }

    public void Steer(string text)
    {
        Steered.Enqueue(text);
        _unread.Enqueue(text);
    }

    public IReadOnlyList<string> TakeUnread()
    {
        string[] unread = [.. _unread];
        _unread.Clear();
        return unread;
    }

    public Task<string> CompactAsync(CancellationToken cancellationToken) => Task.FromResult("Compacted.");

    public Task<string> RunCommandAsync(string command, Action<string> onOutput, CancellationToken cancellationToken)
    {
        Commands.Enqueue(command);
        onOutput("one\ntwo\n");
        return Task.FromResult("exit code 0");
    }

    public ValueTask DisposeAsync() => default;

    private sealed class Recorded(ScriptedAgent agent) : IChangeHistory
    {
        public bool IsLastTurnChanged => true;

        public Task<IReadOnlyList<string>> UndoAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>(["Restored src/Cart.cs"]);

        public Task<string> DiffAsync(CancellationToken cancellationToken) => Task.FromResult(agent.Diff);
    }
}
