namespace Tandem.Agent.Checkpoints;

/// <summary>One turn's changes, as a list of checkpoints shows them.</summary>
public sealed record CheckpointHeader
{
    /// <summary>Sorts by time.</summary>
    public required string Id { get; init; }

    /// <summary>The session whose turn it was; null for an undo.</summary>
    public string? Session { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>First words of what was asked.</summary>
    public required string Label { get; init; }

    public required CheckpointState State { get; init; }

    /// <summary>The checkpoint that this one is the undoing of.</summary>
    public string? UndoOf { get; init; }

    /// <summary>Process that has it open.</summary>
    public int Process { get; init; }
}
