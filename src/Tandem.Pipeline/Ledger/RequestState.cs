namespace Tandem.Pipeline.Ledger;

/// <summary>How a request ended. A request that spent anything is committed whatever its state.</summary>
public enum RequestState
{
    /// <summary>A whole answer.</summary>
    Complete,

    /// <summary>Cut, stalled or broken after content: the client was told.</summary>
    Incomplete,

    /// <summary>The client left.</summary>
    Cancelled,

    /// <summary>No answer: an error before content.</summary>
    Failed,

    /// <summary>The process died; resolved by <see cref="ILedger.ExpireAsync"/>.</summary>
    Expired,
}
