using System.Text.Json;
using Tandem.Pipeline.Ledger;
using Tandem.Storage.Ledger;

namespace Tandem.Storage.Bench.Simulation;

internal sealed class MemoryDatabase : ISimulatedDatabase
{
    private MemoryState _state = new();

    public async Task TransactAsync(string writer, DateTimeOffset now, Func<LedgerRules, ValueTask> work, bool keep)
    {
        var store = new MemoryLedgerStore(_state, writer);
        await work(new LedgerRules(store, now));
        if (keep) _state = store.State;
    }

    public Task<Balance> ReadBalanceAsync(BalanceKey key) => Task.FromResult(_state.Balances.GetValueOrDefault(key));

    public Task<LedgerVerification> VerifyAsync()
    {
        var audit = new LedgerAudit();
        foreach (var writer in _state.Writers) audit.AddWriter(writer);
        var derived = new List<(DerivedTable Table, LedgerEntry Entry)>();
        foreach (var row in _state.Entries.OrderBy(e => e.Writer, StringComparer.Ordinal).ThenBy(e => e.Seq))
        {
            audit.AddEntry(row);
            var entry = JsonSerializer.Deserialize(row.Body, LedgerJson.Default.LedgerEntry)!;
            derived.AddRange(DerivedTable.All.Select(table => (table, entry)));
        }

        foreach (var (table, entry) in derived)
        {
            var line = 0;
            foreach (var row in table.RowsOf(entry)) audit.AddDerived(table, entry.Writer, entry.Seq, line++, row);
        }

        foreach (var head in _state.Heads.Values) audit.AddHead(head);
        foreach (var (key, balance) in _state.Balances) audit.AddBalance(key, balance);
        foreach (var (id, open) in _state.Open) audit.AddOpen(id, open.Reservation.Ceiling);
        return Task.FromResult(audit.Finish());
    }

    public Task<IReadOnlyList<LedgerEntry>> ReadAsync() => Task.FromResult<IReadOnlyList<LedgerEntry>>(
        [.. _state.Entries.Select(e => JsonSerializer.Deserialize(e.Body, LedgerJson.Default.LedgerEntry)!)]);

    public ValueTask DisposeAsync() => default;
}
