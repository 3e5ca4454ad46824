namespace Tandem.Storage.Ledger;

/// <summary>What the rules need of a store, inside one transaction of it. In production a database; in the simulation memory that crashes.</summary>
internal interface ILedgerStore
{
    ValueTask<KnownRequest?> FindRequestAsync(string requestId);

    ValueTask<KnownRequest?> FindIdempotentAsync(string owner, string key);

    ValueTask<bool> HasDecisionAsync(string decisionId);

    ValueTask<bool> HasOutcomeAsync(string decisionId, string kind, DateTimeOffset time);

    ValueTask<bool> WasExpiredAsync(string requestId);

    /// <summary>Adds to what is reserved if spent and reserved then stay within the limit; no other process moves the balance before this transaction ends. Null = they would not.</summary>
    ValueTask<Balance?> TryReserveAsync(BalanceKey key, long amount, long limit);

    ValueTask<Balance> ReadBalanceAsync(BalanceKey key);

    ValueTask MoveAsync(BalanceKey key, long spent, long reserved);

    /// <summary>A reservation that is open as far as is known; null = it has been resolved, or never was. Who really ends it, <see cref="AppendAsync"/> says.</summary>
    ValueTask<OpenReservation?> FindOpenAsync(string requestId);

    /// <summary>At most <paramref name="limit"/> open reservations whose time has passed, oldest first.</summary>
    ValueTask<IReadOnlyList<string>> FindExpiredAsync(DateTimeOffset now, int limit);

    /// <summary>Writers that made reservations which are open.</summary>
    ValueTask<IReadOnlyList<string>> FindWritersAsync();

    /// <summary>Every open reservation that a writer made.</summary>
    ValueTask<IReadOnlyList<string>> FindOpenOfAsync(string writer);

    ValueTask KeepTextAsync(string requestId, string owner, DateTimeOffset time, string? prompt, string? answer);

    /// <summary>Appends to this writer's chain. False = nothing was, because the request has an entry that there may be one of: a reservation, a resolution, an adjustment.</summary>
    ValueTask<bool> AppendAsync(EntryDraft draft);

    /// <summary>Undoes the balances that <paramref name="work"/> moved, if it says so by returning false.</summary>
    ValueTask<bool> TryAsync(Func<ValueTask<bool>> work);

    /// <summary>Brings the tables that people read up to the last entry of every writer.</summary>
    ValueTask ProjectAsync();
}
