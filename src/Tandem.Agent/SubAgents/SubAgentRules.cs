using Tandem.Agent.Turns;

namespace Tandem.Agent.SubAgents;

/// <summary>A sub-agent's own instructions, in front of those of the repository.</summary>
internal sealed class SubAgentRules(SubAgentDefinition definition) : IRulesSource
{
    public Task<Rules> ReadAsync(int maxCharacters, CancellationToken cancellationToken) => Task.FromResult(new Rules(
        $"# Your task as the sub-agent '{definition.Name}'\n{definition.Instructions}\nYour last answer goes to the agent that called you; nobody else reads it.\n", [], IsUntrusted: definition.IsProjects));
}
