namespace Tandem.Agent.Turns;

/// <summary>Hears what the agent does, in order: the screen, the JSON lines, an editor.</summary>
public interface IAgentListener
{
    /// <summary>Called one at a time. The agent waits for it, so that a slow screen slows the agent rather than fills memory.</summary>
    ValueTask OnAsync(AgentEvent agentEvent, CancellationToken cancellationToken);
}
