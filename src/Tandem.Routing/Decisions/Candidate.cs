using Tandem.Routing.Estimation;
using Tandem.Routing.Prices;

namespace Tandem.Routing.Decisions;

/// <summary>One model of the pool in one decision.</summary>
public sealed record Candidate
{
    public required ModelProfile Model { get; init; }

    /// <summary>Why the model may not be taken, in words for the user; null = eligible.</summary>
    public Exclusion? ExcludedBy { get; init; }

    public ScoreEstimate Score { get; init; }

    /// <summary>Expected cost, including the prompt cache that switching to this model would lose.</summary>
    public NanoUsd ExpectedCost { get; init; }

    /// <summary>The most this attempt may cost: reserved before it starts.</summary>
    public NanoUsd CostCeiling { get; init; }

    /// <summary>Expected time until the whole answer is there.</summary>
    public TimeSpan ExpectedLatency { get; init; }

    public bool IsEligible => ExcludedBy is null;
}
