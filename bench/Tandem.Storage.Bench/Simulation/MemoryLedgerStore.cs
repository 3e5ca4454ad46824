using Tandem.Storage.Ledger;

namespace Tandem.Storage.Bench.Simulation;

/// <summary>The store of the rules in memory: what the database's statements promise, without a database.</summary>
internal sealed class MemoryLedgerStore(MemoryState state, string writer) : ILedgerStore
{
    /// <summary>What the transaction would keep.</summary>
    public MemoryState State { get; private set; } = state;

    public ValueTask<KnownRequest?> FindRequestAsync(string requestId) => new(State.Reservations.TryGetValue(requestId, out var entry) ? Known(entry) : null);

    public ValueTask<KnownRequest?> FindIdempotentAsync(string owner, string key) => new(
        State.Reservations.Values.Where(e => e.Reservation!.Owner == owner && e.Reservation.IdempotencyKey == key).Select(Known).SingleOrDefault());

    public ValueTask<bool> HasDecisionAsync(string decisionId) => new(State.Reservations.Values.Any(e => e.Reservation!.Decision.DecisionId.Value == decisionId));

    public ValueTask<bool> HasOutcomeAsync(string decisionId, string kind, DateTimeOffset time) => new(State.Outcomes.Contains((decisionId, kind, time)));

    public ValueTask<bool> WasExpiredAsync(string requestId) => new(State.Resolutions.TryGetValue(requestId, out var entry) && entry.Kind == EntryKind.Expire);

    public ValueTask<Balance?> TryReserveAsync(BalanceKey key, long amount, long limit)
    {
        var balance = State.Balances.GetValueOrDefault(key);
        if (balance.Spent + balance.Reserved + amount > limit) return new((Balance?)null);
        balance = balance with { Reserved = balance.Reserved + amount };
        State = State with { Balances = State.Balances.SetItem(key, balance) };
        return new(balance);
    }

    public ValueTask<Balance> ReadBalanceAsync(BalanceKey key) => new(State.Balances.GetValueOrDefault(key));

    public ValueTask MoveAsync(BalanceKey key, long spent, long reserved)
    {
        var balance = State.Balances[key];
        State = State with { Balances = State.Balances.SetItem(key, new Balance(balance.Spent + spent, balance.Reserved + reserved)) };
        return default;
    }

    public ValueTask<OpenReservation?> FindOpenAsync(string requestId) => new(State.Open.TryGetValue(requestId, out var open) ? open.Reservation : null);

    public ValueTask<IReadOnlyList<string>> FindExpiredAsync(DateTimeOffset now, int limit) => new(
        [.. State.Open.Values.Where(o => o.Reservation.ExpiresAt <= now).OrderBy(o => o.Reservation.ExpiresAt).Select(o => o.Reservation.RequestId).Take(limit)]);

    public ValueTask<IReadOnlyList<string>> FindWritersAsync() => new([.. State.Open.Values.Select(o => o.Writer).Distinct().Order(StringComparer.Ordinal)]);

    public ValueTask<IReadOnlyList<string>> FindOpenOfAsync(string writer) => new(
        [.. State.Open.Values.Where(o => o.Writer == writer).Select(o => o.Reservation.RequestId).Order(StringComparer.Ordinal)]);

    public ValueTask KeepTextAsync(string requestId, string owner, DateTimeOffset time, string? prompt, string? answer) => default;

    public ValueTask<bool> AppendAsync(EntryDraft draft)
    {
        if (IsThere(draft)) return new(false);
        if (!State.Heads.TryGetValue(writer, out var head))
        {
            head = ChainHead.Start(writer);
            State = State with { Writers = State.Writers.Add(writer) };
        }

        using var bytes = new EntryBytes();
        var next = draft.Seal(head, bytes);
        State = Index(State, next.Entry) with { Heads = State.Heads.SetItem(writer, next.Head), Entries = State.Entries.Add(next) };
        if (OpenReservation.Of(next.Entry) is { } open) State = State with { Open = State.Open.Add(open.RequestId, (open, writer)) };
        else if (next.Entry is { Resolution: not null, RequestId: { } ended }) State = State with { Open = State.Open.Remove(ended) };
        return new(true);
    }

    public async ValueTask<bool> TryAsync(Func<ValueTask<bool>> work)
    {
        var before = State;
        if (await work()) return true;
        State = before;
        return false;
    }

    /// <summary>Nothing follows later here.</summary>
    public ValueTask ProjectAsync() => default;

    private static KnownRequest Known(LedgerEntry entry) => KnownRequest.Of(entry);

    private bool IsThere(EntryDraft draft) => draft.Kind switch
    {
        EntryKind.Reserve => State.Reservations.ContainsKey(draft.RequestId!),
        EntryKind.Adjust => State.Adjustments.ContainsKey(draft.RequestId!),
        EntryKind.Outcome => false,
        _ => State.Resolutions.ContainsKey(draft.RequestId!),
    };

    /// <summary>Add, not set: a second entry where one is allowed throws, as the database's unique indexes do.</summary>
    private static MemoryState Index(MemoryState state, LedgerEntry entry) => entry.Kind switch
    {
        EntryKind.Reserve => state with { Reservations = Unique(state.Reservations, entry) },
        EntryKind.Adjust => state with { Adjustments = Unique(state.Adjustments, entry) },
        EntryKind.Outcome => state with { Outcomes = state.Outcomes.Add((entry.Outcome!.DecisionId, entry.Outcome.Kind, entry.Time)) },
        _ => state with { Resolutions = Unique(state.Resolutions, entry) },
    };

    private static System.Collections.Immutable.ImmutableDictionary<string, LedgerEntry> Unique(
        System.Collections.Immutable.ImmutableDictionary<string, LedgerEntry> entries, LedgerEntry entry) =>
        entries.ContainsKey(entry.RequestId!)
            ? throw new InvalidOperationException($"A second {entry.Kind} for {entry.RequestId}.")
            : entries.Add(entry.RequestId!, entry);
}
