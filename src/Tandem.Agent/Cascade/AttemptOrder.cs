using Tandem.Routing;

namespace Tandem.Agent.Cascade;

/// <summary>What an attempt shall do, and who may do it.</summary>
public sealed record AttemptOrder
{
    /// <summary>The person's task, word for word.</summary>
    public required string Task { get; init; }

    /// <summary>1 for the first attempt; every repair and escalation counts on.</summary>
    public required int Number { get; init; }

    public required AttemptStage Stage { get; init; }

    /// <summary>Written for the model: what was tried, the best diff, the failing output. Null at the first attempt. Output of commands is text
    /// of others: it is untrusted.</summary>
    public string? Evidence { get; init; }

    /// <summary>The moment of the attempt's first decision.</summary>
    public required Boundary Boundary { get; init; }

    /// <summary>The model that must do it: the one that is repairing its own work. Null = routed.</summary>
    public string? Model { get; init; }

    /// <summary>Models whose work failed verification, and those that are weaker. With an escalation the strongest of the others does it.</summary>
    public IReadOnlyList<string> FailedModels { get; init; } = [];

    /// <summary>The most that the attempt may spend; null = no limit of its own.</summary>
    public decimal? MaxCostUsd { get; init; }
}
