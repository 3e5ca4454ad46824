namespace Tandem.Agent.Checkpoints;

/// <summary>What became of a checkpoint.</summary>
public enum CheckpointState
{
    /// <summary>The turn is going on, or its process was killed.</summary>
    Open,

    Closed,

    /// <summary>Its changes were taken back.</summary>
    Undone,
}
