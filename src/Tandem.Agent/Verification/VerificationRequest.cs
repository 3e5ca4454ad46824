namespace Tandem.Agent.Verification;

/// <summary>A change to be judged.</summary>
public sealed record VerificationRequest
{
    public required Baseline Baseline { get; init; }

    /// <summary>What the change did, to files that are text.</summary>
    public required IReadOnlyList<ChangedFile> Changes { get; init; }

    /// <summary>The task is that the commands pass, so that what failed before and still fails is a failure: the user named the commands, or asked for a repair.</summary>
    public bool MustPass { get; init; }

    /// <summary>Of the tree as it is now; null = the result is not kept.</summary>
    public string? TreeHash { get; init; }
}
