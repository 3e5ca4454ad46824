using Tandem.Agent.Tools;
using Tandem.Agent.Turns;

namespace Tandem.Agent.SubAgents;

/// <summary>What of a sub-agent's work is heard in the session: decisions, costs, edits, and its calls as output of the one that started it.</summary>
internal sealed class SubAgentListener(ToolScope scope) : IAgentListener
{
    public ValueTask OnAsync(AgentEvent agentEvent, CancellationToken cancellationToken) => agentEvent switch
    {
        StepDecided or StepCosted or FilesEdited or AgentWarned => scope.Listener.OnAsync(agentEvent, cancellationToken),
        ToolCalled called => scope.Listener.OnAsync(new ToolOutput(scope.CallId, $"· {called.Tool} {called.Summary}\n"), cancellationToken),
        AgentFailed failed => scope.Listener.OnAsync(new ToolOutput(scope.CallId, $"· {failed.Message}\n"), cancellationToken),
        _ => ValueTask.CompletedTask,
    };
}
