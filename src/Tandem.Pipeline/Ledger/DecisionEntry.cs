using Tandem.Pipeline.Ids;

namespace Tandem.Pipeline.Ledger;

/// <summary>A decision as it is stored and shown; field names are the contract's (<c>decision_id</c>, <c>p_success</c> …).</summary>
public sealed record DecisionEntry
{
    public required DecisionId DecisionId { get; init; }

    public required RequestId RequestId { get; init; }

    public SessionId? SessionId { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required string Boundary { get; init; }

    public required string Task { get; init; }

    public required string Policy { get; init; }

    public required string PolicyVersion { get; init; }

    /// <summary>The chosen model; null where none was eligible.</summary>
    public required string? Choice { get; init; }

    public required double Propensity { get; init; }

    public required bool Explored { get; init; }

    public required string Reason { get; init; }

    public required IReadOnlyList<CandidateEntry> Candidates { get; init; }

    public required decimal PriceCeilingUsd { get; init; }
}
