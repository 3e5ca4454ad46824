using Tandem.Agent.Tools;
using Tandem.Agent.Turns;
using Tandem.Routing;
using Tandem.Routing.Rules;

namespace Tandem.Agent.SubAgents;

/// <summary>Runs sub-agents, each in a conversation of its own that starts at the boundary <see cref="Boundary.SubAgent"/>.</summary>
/// <remarks>
/// What the session may not, a sub-agent may not: same permissions and person to ask, tools at most the session's, limits at most what is left,
/// data class and labels inherited. Its labels come back with its result. A sub-agent has no sub-agents.
/// </remarks>
/// <param name="tools">Makes tools anew, as they remember what their model has read; sub-agents are not among them.</param>
public sealed class SubAgentRunner(IReadOnlyList<SubAgentDefinition> definitions, Func<IReadOnlyList<ITool>> tools) : ISubAgents
{
    private AgentSession? _parent;

    public IReadOnlyDictionary<string, string> Known { get; } = definitions.ToDictionary(one => one.Name, one => one.Description, StringComparer.Ordinal);

    /// <summary>The session whose sub-agents these are; before its first message.</summary>
    public void Bind(AgentSession parent) => _parent = parent;

    public async Task<ToolResult> RunAsync(string name, string task, ToolScope scope, CancellationToken cancellationToken)
    {
        var parent = _parent ?? throw new InvalidOperationException("Sub-agents are bound to their session before its first message.");
        var definition = definitions.First(one => one.Name == name);
        var setup = parent.Setup with
        {
            Tools = [.. tools().Where(tool => IsOffered(definition, tool))],
            Store = null,
            Assistant = definition.Name,
            Rules = [new SubAgentRules(definition), .. parent.Setup.Rules],
            Limits = Limits(definition, parent),
        };
        if (definition.Model is { } model && setup.Models.All(known => known.Name != model))
            return ToolResult.Error($"The sub-agent '{name}' asks for the model '{model}', which is not configured. Models: {string.Join(", ", setup.Models.Select(known => known.Name))}.");
        var child = new AgentSession(setup)
        {
            Model = definition.Model ?? parent.Model,
            Policy = definition.Policy ?? parent.Policy,
            AskedClass = parent.AskedClass,
            Pool = parent.Pool,
            Repository = parent.Repository,
            MayOverridePrivacy = definition.Model is null && parent.MayOverridePrivacy, // A file's model is no word of the person.
        };
        // The task was written with all that the conversation holds.
        if (scope.DataClass == DataClass.Private || parent.Conversation.HoldsPrivateText)
            child.Conversation.MarkPrivate();
        if (parent.Conversation.HoldsUntrustedText)
            child.Conversation.MarkUntrusted();
        var listener = new SubAgentListener(scope);
        var result = await child.SendAsync(new UserMessage(task), Boundary.SubAgent, listener, cancellationToken);
        parent.CostUsd += result.CostUsd;
        cancellationToken.ThrowIfCancellationRequested();
        var text = result.Status == TurnStatus.Answered ? result.Text : $"{result.Text}\nThe sub-agent ended early: {result.Problem}".Trim();
        return new ToolResult
        {
            Text = ToolText.Cap(text.Length == 0 ? "(it said nothing)" : text, ToolResult.MaxLength),
            IsError = result.Status != TurnStatus.Answered,
            Paths = child.Conversation.Paths,
            IsUntrusted = child.Conversation.HoldsUntrustedText,
            Changed = [.. result.Files.Select(file => file.Path)],
        };
    }

    private static bool IsOffered(SubAgentDefinition definition, ITool tool) =>
        definition.Tools is not { } globs || globs.Any(glob => PathGlob.IsMatch(glob, tool.Definition.Name));

    private static AgentLimits Limits(SubAgentDefinition definition, AgentSession parent)
    {
        var left = parent.Limits.MaxCostUsd is { } most ? Math.Max(0, most - parent.CostUsd) : (decimal?)null;
        return parent.Limits with
        {
            MaxSteps = Math.Min(definition.MaxSteps ?? parent.Limits.MaxSteps, parent.Limits.MaxSteps),
            MaxCostUsd = definition.MaxCostUsd is { } own ? Math.Min(own, left ?? own) : left,
        };
    }
}
