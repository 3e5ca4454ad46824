namespace Tandem.Routing;

/// <summary>What the working tree says about a task's difficulty. All zero outside a repository.</summary>
public sealed record RepositorySignals
{
    public static readonly RepositorySignals None = new();

    public int FilesTouched { get; init; }

    public int LinesTouched { get; init; }

    public int FailingTests { get; init; }

    public int Diagnostics { get; init; }

    /// <summary>A verifier exists, so that a wrong choice will be noticed and escalated.</summary>
    public bool HasVerifier { get; init; }

    /// <summary>Failed verifications of this task so far.</summary>
    public int FailedAttempts { get; init; }
}
