namespace Tandem.Routing.Rules;

/// <summary>What a matching rule narrows the choice to. Every part that is given must be met by a model.</summary>
public sealed record RuleAction
{
    public Zone? Zone { get; init; }

    public string? Model { get; init; }

    public IReadOnlyList<string>? Pool { get; init; }

    /// <summary>The policy that chooses among what is left; null = the one in force.</summary>
    public string? Policy { get; init; }

    public bool Allows(ModelProfile model) =>
        (Zone is null || model.Zone == Zone)
        && (Model is null || model.Name == Model)
        && (Pool is null || Pool.Contains(model.Name));
}
