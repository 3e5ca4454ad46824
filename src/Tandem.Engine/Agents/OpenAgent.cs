using Tandem.Agent.Assistants;
using Tandem.Agent.Checkpoints;
using Tandem.Agent.Commands;
using Tandem.Agent.Turns;

namespace Tandem.Engine.Agents;

/// <summary>A session with what it holds open.</summary>
public sealed class OpenAgent(
    AgentSession session, ICommandRunner commands, SessionExtensions extensions, CheckpointStore checkpoints, CheckpointRecorder recorder, params IDisposable[] held) : IAsyncDisposable
{
    public AgentSession Session => session;

    /// <summary>The runner of the session's commands: the person's own and verification go through the same sandbox.</summary>
    public ICommandRunner Commands => commands;

    /// <summary>What can be taken back.</summary>
    public CheckpointStore Checkpoints => checkpoints;

    /// <summary>Told by the host where a turn begins: one turn is one step of undo.</summary>
    public CheckpointRecorder Recorder => recorder;

    /// <summary>MCP servers, custom commands, and what the user should know of them.</summary>
    public SessionExtensions Extensions => extensions;

    /// <summary>The assistant, where it has evaluators: its answers are held back until they pass.</summary>
    public Assistant? Judged { get; init; }

    public async ValueTask DisposeAsync()
    {
        await recorder.DisposeAsync();
        await extensions.DisposeAsync();
        foreach (var one in held) one.Dispose();
    }
}
