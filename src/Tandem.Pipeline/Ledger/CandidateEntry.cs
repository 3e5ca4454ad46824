namespace Tandem.Pipeline.Ledger;

/// <summary>One candidate of a stored decision.</summary>
public sealed record CandidateEntry
{
    public required string Model { get; init; }

    public required bool Eligible { get; init; }

    /// <summary>Why not, in words; null where eligible.</summary>
    public string? ExcludedBy { get; init; }

    public required double PSuccess { get; init; }

    public required double PLow { get; init; }

    public required double PHigh { get; init; }

    public required decimal CostUsd { get; init; }

    public required double LatencyMs { get; init; }
}
