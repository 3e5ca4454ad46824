using Tandem.Routing.Prices;

namespace Tandem.Routing.Decisions;

/// <summary>One choice with everything needed to explain it, to judge it, and to replay another policy on it.</summary>
public sealed record RouteDecision
{
    /// <summary>The chosen model; null where none is eligible.</summary>
    public required Candidate? Choice { get; init; }

    /// <summary>Every model of the configuration, eligible or not, in configured order.</summary>
    public required IReadOnlyList<Candidate> Candidates { get; init; }

    /// <summary>Eligible candidates by preference, the choice first: the order of failover.</summary>
    public required IReadOnlyList<Candidate> Order { get; init; }

    public required string Policy { get; init; }

    /// <summary>Policy parameters and estimator, so that equal versions mean equal behaviour.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary>Probability with which this policy chooses <see cref="Choice"/> here, in (0, 1].</summary>
    public required double Propensity { get; init; }

    /// <summary>The choice was made by exploration, not by preference.</summary>
    public required bool Explored { get; init; }

    /// <summary>One short line for the user.</summary>
    public required string Reason { get; init; }

    /// <summary>The most that the whole request may cost.</summary>
    public NanoUsd PriceCeiling => Choice?.CostCeiling ?? NanoUsd.Zero;
}
