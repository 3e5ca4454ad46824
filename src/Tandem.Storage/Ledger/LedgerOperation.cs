namespace Tandem.Storage.Ledger;

/// <summary>One caller's work, waiting for its turn in a transaction.</summary>
internal abstract class LedgerOperation
{
    private int _started;

    /// <summary>True once, unless the caller gave up first. What has begun is finished: a caller never wonders whether it was written.</summary>
    public bool TryBegin() => Interlocked.Exchange(ref _started, 1) == 0;

    public abstract ValueTask ExecuteAsync(LedgerRules rules);

    /// <summary>Gives the caller what <see cref="ExecuteAsync"/> found. Called when it is durable.</summary>
    public abstract void Deliver();

    public abstract void Fail(Exception exception);
}
