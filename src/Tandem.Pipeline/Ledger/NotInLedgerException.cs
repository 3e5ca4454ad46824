namespace Tandem.Pipeline.Ledger;

/// <summary>A resolution or an outcome names a request or decision that was never reserved here.</summary>
public sealed class NotInLedgerException(string id) : Exception($"The ledger has no '{id}': it was never reserved, or in another data folder.")
{
    public string Id { get; } = id;
}
