using System.Text;
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
        foreach (var head in _state.Heads.Values) audit.AddProjected(head.Writer, head.Seq);
        foreach (var (entry, body, hash) in _state.Entries.OrderBy(e => e.Entry.Writer, StringComparer.Ordinal).ThenBy(e => e.Entry.Seq))
        {
            audit.AddEntry(new StoredEntry(
                entry.Writer, entry.Seq, entry.Kind, entry.RequestId, Rfc3339.Format(entry.RecordedAt), Encoding.UTF8.GetString(body.Span), entry.Prev, hash));
        }

        foreach (var (entry, _, _) in _state.Entries)
        {
            foreach (var table in DerivedTable.All)
            {
                var line = 0;
                foreach (var row in table.RowsOf(entry)) audit.AddDerived(table, entry.Writer, entry.Seq, line++, row);
            }
        }

        foreach (var head in _state.Heads.Values) audit.AddHead(head);
        foreach (var (key, balance) in _state.Balances) audit.AddBalance(key, balance);
        foreach (var (id, open) in _state.Open) audit.AddOpen(id, open.Reservation.Ceiling);
        return Task.FromResult(audit.Finish());
    }

    public Task<IReadOnlyList<LedgerEntry>> ReadAsync() => Task.FromResult<IReadOnlyList<LedgerEntry>>([.. _state.Entries.Select(e => e.Entry)]);

    public ValueTask DisposeAsync() => default;
}
