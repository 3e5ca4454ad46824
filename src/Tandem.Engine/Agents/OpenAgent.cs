using Tandem.Agent.Tools;
using Tandem.Agent.Turns;

namespace Tandem.Engine.Agents;

/// <summary>A session with what it holds open.</summary>
public sealed class OpenAgent(AgentSession session, CodeLookup code) : IAsyncDisposable
{
    public AgentSession Session => session;

    public ValueTask DisposeAsync()
    {
        code.Dispose();
        return ValueTask.CompletedTask;
    }
}
