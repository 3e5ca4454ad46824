namespace Tandem.Routing;

/// <summary>The moment of a decision: only at a boundary may a conversation change its model.</summary>
public enum Boundary
{
    /// <summary>The first turn of a conversation.</summary>
    Start,

    /// <summary>A user turn without tool results.</summary>
    UserTurn,

    /// <summary>After compaction: the prompt cache is lost anyway.</summary>
    Compaction,

    /// <summary>A new sub-agent.</summary>
    SubAgent,

    /// <summary>A verification failed.</summary>
    VerificationFailed,

    /// <summary>Not a boundary: a tool loop goes on, and keeps its model unless that fails.</summary>
    None,
}
