using Tandem.Storage.Ledger;

namespace Tandem.Storage.Bench.Simulation;

/// <summary>A ledger's store whose transactions end as a history says.</summary>
internal interface ISimulatedDatabase : IAsyncDisposable
{
    /// <summary>Runs <paramref name="work"/> in one transaction of a writer and keeps it or not. A writer whose transaction failed is not used again.</summary>
    Task TransactAsync(string writer, DateTimeOffset now, Func<LedgerRules, ValueTask> work, bool keep);

    Task<Balance> ReadBalanceAsync(BalanceKey key);

    /// <summary>The proof that <c>ledger verify</c> makes.</summary>
    Task<Pipeline.Ledger.LedgerVerification> VerifyAsync();

    /// <summary>Every entry, as it is stored.</summary>
    Task<IReadOnlyList<LedgerEntry>> ReadAsync();
}
