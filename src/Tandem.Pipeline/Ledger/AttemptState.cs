namespace Tandem.Pipeline.Ledger;

/// <summary>How an attempt ended.</summary>
public enum AttemptState
{
    Complete,

    /// <summary>Ended after content, without a finish.</summary>
    Incomplete,

    /// <summary>Ended by the client.</summary>
    Cancelled,

    /// <summary>Refused or broken before content.</summary>
    Failed,
}
