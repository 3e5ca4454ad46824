using System.Text.Json;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Tools;

/// <summary>Gives a part of the work to another agent with its own context.</summary>
internal sealed class SubAgentTool(ISubAgents agents) : Tool<SubAgentArguments>("sub_agent", ToolAccess.Conversation, ToolJson.Default.SubAgentArguments)
{
    protected override ToolDefinition Describe(ToolDefinition definition) => definition with
    {
        Description = $"{definition.Description} Agents: {string.Join("; ", agents.Known.Select(one => $"{one.Key}: {one.Value}"))}",
    };

    protected override PreparedCall Prepare(SubAgentArguments arguments, JsonElement raw)
    {
        if (!agents.Known.ContainsKey(arguments.Agent))
            throw new ToolArgumentsException($"There is no agent '{arguments.Agent}'. Agents: {string.Join(", ", agents.Known.Keys)}.");
        return new PreparedCall(
            Act($"{arguments.Agent}: {arguments.Task.Split('\n')[0]}") with { Detail = arguments.Task },
            (scope, token) => agents.RunAsync(arguments.Agent, arguments.Task, scope, token));
    }
}

/// <summary>Arguments of <see cref="SubAgentTool"/>.</summary>
internal sealed record SubAgentArguments(string Agent, string Task);
