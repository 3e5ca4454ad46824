using Tandem.Agent.Commands;

namespace Tandem.Agent.Verification;

/// <summary>What a verifier works with.</summary>
public sealed record VerifierOptions
{
    /// <summary>The workspace's real path.</summary>
    public required string Root { get; init; }

    public required ICommandRunner Commands { get; init; }

    /// <summary>Where baselines are kept.</summary>
    public required string DataFolder { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Commands of the user, in order; null = detected; empty = none, on purpose.</summary>
    public IReadOnlyList<string>? Configured { get; init; }

    /// <summary>Commands of a repository that nobody trusts yet: named, never run.</summary>
    public IReadOnlyList<string> Untrusted { get; init; } = [];

    /// <summary>Told of each command before it runs, which may take minutes.</summary>
    public Func<string, CancellationToken, ValueTask>? OnRun { get; init; }

    /// <summary>For one command.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A command is run a second time, to find flaky tests, only if the first took less.</summary>
    public TimeSpan RerunLimit { get; init; } = TimeSpan.FromMinutes(3);
}
