using Tandem.Pipeline.Ids;

namespace Tandem.Agent.Cascade;

/// <summary>One model call of an attempt.</summary>
/// <param name="Reason">Why this model was chosen, as the decision says it.</param>
public sealed record AttemptStep(DecisionId Decision, string Model, string Reason, decimal CostUsd);
