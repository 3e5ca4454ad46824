namespace Tandem.Agent.Verification;

/// <summary>What was verified by which command, and what was not.</summary>
public sealed record VerificationReport
{
    public required Verdict Verdict { get; init; }

    public IReadOnlyList<CheckResult> Checks { get; init; } = [];

    /// <summary>Tests that the change deleted, skipped or weakened: such a change never counts as a success.</summary>
    public IReadOnlyList<string> Weakened { get; init; } = [];

    /// <summary>What a person must know: passed before the change too, baseline failed, nothing ran …</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
