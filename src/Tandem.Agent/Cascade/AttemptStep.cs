using Tandem.Pipeline.Ids;

namespace Tandem.Agent.Cascade;

/// <summary>One model call of an attempt.</summary>
/// <param name="Reason">Why this model was chosen, as the decision says it.</param>
public sealed record AttemptStep(DecisionId Decision, string Model, string Reason, decimal CostUsd)
{
    /// <summary>Eligible models that the decision thought less likely to succeed: to hand the work to one of them is no escalation.</summary>
    public IReadOnlyList<string> Weaker { get; init; } = [];
}
