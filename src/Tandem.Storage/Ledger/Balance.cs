namespace Tandem.Storage.Ledger;

/// <summary>What an account has spent and holds reserved in a period, in nano-USD.</summary>
internal readonly record struct Balance(long Spent, long Reserved);
