namespace Tandem.Pipeline.Ledger;

/// <summary>The ledger's store failed. Paid requests are refused rather than served unmetered.</summary>
public sealed class LedgerUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
