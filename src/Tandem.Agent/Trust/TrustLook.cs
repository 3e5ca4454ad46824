namespace Tandem.Agent.Trust;

/// <summary>What can execute in a folder, and whether exactly this is trusted.</summary>
public sealed record TrustLook
{
    /// <summary>The real path.</summary>
    public required string Folder { get; init; }

    public required IReadOnlyList<TrustedItem> Items { get; init; }

    public required bool IsTrusted { get; init; }

    /// <summary>What the repository tells agents (AGENTS.md and its like); empty where it was not asked for.</summary>
    public IReadOnlyList<TrustedItem> Instructions { get; init; } = [];

    /// <summary>All of <see cref="Instructions"/> is trusted as it is: it counts as the user's own word.</summary>
    public bool TrustsInstructions { get; init; } = true;

    /// <summary>The folder was trusted once, and has changed since.</summary>
    public required bool WasTrusted { get; init; }

    /// <summary>What is different from what was trusted.</summary>
    public required IReadOnlyList<TrustChange> Changes { get; init; }

    /// <summary>When it was trusted last.</summary>
    public DateTimeOffset? Since { get; init; }
}
