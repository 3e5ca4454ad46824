using Tandem.Agent.Verification;

namespace Tandem.Agent.Cascade;

/// <summary>What a task came to.</summary>
public sealed record CascadeResult
{
    public required CascadeStatus Status { get; init; }

    /// <summary>The last model's words, or what a person must know and do.</summary>
    public required string Message { get; init; }

    /// <summary>The last verification; null where nothing was changed.</summary>
    public VerificationReport? Report { get; init; }

    /// <summary>Every attempt, in order.</summary>
    public required IReadOnlyList<AttemptEnd> Attempts { get; init; }

    /// <summary>The checkpoint to undo; null where nothing was changed.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>With <see cref="CascadeStatus.Failed"/>: one of design.md's error kinds.</summary>
    public string? ErrorKind { get; init; }

    public decimal CostUsd => Attempts.Sum(attempt => attempt.CostUsd);
}
