namespace Tandem.Storage.Ledger;

/// <summary>What the rules need of a store, inside one transaction of it. In production a database; in the simulation memory that crashes.</summary>
internal interface ILedgerStore
{
    ValueTask<KnownRequest?> FindRequestAsync(string requestId);

    ValueTask<KnownRequest?> FindIdempotentAsync(string owner, string key);

    ValueTask<bool> HasDecisionAsync(string decisionId);

    ValueTask<bool> HasOutcomeAsync(string decisionId, string kind, DateTimeOffset time);

    ValueTask<bool> WasExpiredAsync(string requestId);

    ValueTask<bool> HasAdjustmentAsync(string requestId);

    /// <summary>Postings of a request's reservation, by which a late charge finds its accounts and its day.</summary>
    ValueTask<IReadOnlyList<Posting>> ReadReservationPostingsAsync(string requestId);

    /// <summary>Adds to what is reserved if spent and reserved then stay within the limit: one atomic statement. Null = they would not.</summary>
    ValueTask<Balance?> TryReserveAsync(BalanceKey key, long amount, long limit);

    ValueTask<Balance> ReadBalanceAsync(BalanceKey key);

    ValueTask MoveAsync(BalanceKey key, long spent, long reserved);

    /// <summary>Removes and returns a reservation that is open; null = it has been resolved, or never was. One caller gets it.</summary>
    ValueTask<OpenReservation?> TakeOpenAsync(string requestId);

    ValueTask AddOpenAsync(OpenReservation reservation);

    /// <summary>At most <paramref name="limit"/> open reservations whose time has passed, oldest first.</summary>
    ValueTask<IReadOnlyList<string>> FindExpiredAsync(DateTimeOffset now, int limit);

    /// <summary>Writers that made reservations which are open.</summary>
    ValueTask<IReadOnlyList<string>> FindWritersAsync();

    /// <summary>Every open reservation that a writer made.</summary>
    ValueTask<IReadOnlyList<string>> FindOpenAsync(string writer);

    ValueTask KeepTextAsync(string requestId, string owner, DateTimeOffset time, string? prompt, string? answer);

    /// <summary>Appends to this writer's chain.</summary>
    ValueTask AppendAsync(EntryDraft draft);

    /// <summary>Undoes what was done since, if <paramref name="work"/> says so by returning false.</summary>
    ValueTask<bool> TryAsync(Func<ValueTask<bool>> work);
}
