using Tandem.Agent.Turns;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Running;

/// <summary>Each event a line of JSON on stdout.</summary>
internal sealed class JsonListener(ITerminal terminal) : IAgentListener
{
    public ValueTask OnAsync(AgentEvent agentEvent, CancellationToken cancellationToken)
    {
        terminal.WriteLine(AgentJson.Line(agentEvent));
        terminal.Flush();
        return ValueTask.CompletedTask;
    }
}
