using Tandem.Agent.Evaluators;
using Tandem.Routing;

namespace Tandem.Agent.Assistants;

/// <summary>A Tandem customised by a file (docs/guides/assistants.md).</summary>
public sealed record Assistant
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>For whom it is, in words: told to the model.</summary>
    public string? Audience { get; init; }

    /// <summary>The one model that answers; null = the policy chooses.</summary>
    public string? Model { get; init; }

    public string? Policy { get; init; }

    /// <summary>Models that the policy may choose from; empty = all.</summary>
    public IReadOnlyList<string> Pool { get; init; } = [];

    /// <summary>Only models of this zone; null = any that the text's class allows.</summary>
    public Zone? Zone { get; init; }

    /// <summary><see cref="Routing.DataClass.Private"/> makes all its text private; it cannot make text shareable.</summary>
    public DataClass? DataClass { get; init; }

    /// <summary>Globs of tool names; null = all of the agent's.</summary>
    public IReadOnlyList<string>? Tools { get; init; }

    /// <summary>Globs of documents that it answers from, relative to the workspace.</summary>
    public IReadOnlyList<string> Knowledge { get; init; } = [];

    /// <summary>Addresses or names of MCP servers among its knowledge.</summary>
    public IReadOnlyList<string> KnowledgeServers { get; init; } = [];

    public AssistantBudget? Budget { get; init; }

    /// <summary>ISO 639-1 codes that it speaks; empty = the asker's.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Questions to begin with, for the gallery.</summary>
    public IReadOnlyList<string> Starters { get; init; } = [];

    /// <summary>Names of its evaluators, in their order; none = the answer is streamed as it comes.</summary>
    public IReadOnlyList<string> EvaluatorNames => [.. Evaluators.Select(evaluator => evaluator.Name)];

    /// <summary>Repairs by the same model before another is asked.</summary>
    public int Repairs { get; init; } = 1;

    /// <summary>What the person is told when no draft passed.</summary>
    public required string HandOff { get; init; }

    /// <summary>The file's body.</summary>
    public required string Instructions { get; init; }

    public required AssistantOrigin Origin { get; init; }

    /// <summary>Full path; <c>assistants/NAME.md</c> for a shipped one.</summary>
    public required string File { get; init; }

    /// <summary>First 12 hexadecimal digits of the SHA-256 over the file and the solutions it names: equal versions behave alike.</summary>
    public required string Version { get; init; }

    public IReadOnlyList<AssistantCase> Cases { get; init; } = [];

    internal IReadOnlyList<IEvaluator> Evaluators { get; init; } = [];

    /// <summary>It answers by the hint ladder.</summary>
    internal bool UsesLadder => Evaluators.Any(evaluator => evaluator is Tandem.Agent.Evaluators.Solutions.NoFullSolutionEvaluator);
}
