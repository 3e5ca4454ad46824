using Tandem.Agent.Commands;
using Tandem.Agent.Turns;

namespace Tandem.Engine.Agents;

/// <summary>A session with what it holds open.</summary>
public sealed class OpenAgent(AgentSession session, ICommandRunner commands, SessionExtensions extensions, params IDisposable[] held) : IAsyncDisposable
{
    public AgentSession Session => session;

    /// <summary>The runner of the session's commands: verification goes through the same sandbox.</summary>
    public ICommandRunner Commands => commands;

    /// <summary>MCP servers, custom commands, and what the user should know of them.</summary>
    public SessionExtensions Extensions => extensions;

    public async ValueTask DisposeAsync()
    {
        await extensions.DisposeAsync();
        foreach (var one in held) one.Dispose();
    }
}
