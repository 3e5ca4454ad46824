using System.Text.Json;
using Tandem.Pipeline.Ledger;

namespace Tandem.Storage.Ledger;

/// <summary>Proves a ledger from its rows: chains, sums, one resolution each, limits, and that every derived row follows from an entry. Pure.</summary>
/// <remarks>Rows come in this order: writers, how far their chains are projected, entries by writer and number, derived rows, heads, balances, open reservations.</remarks>
internal sealed class LedgerAudit
{
    private const int MaxProblems = 1000; // Enough to see what happened; a ledger that is damaged throughout says so once.

    private readonly List<string> _problems = [];
    private readonly HashSet<string> _writers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ChainHead> _chains = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Table, string Writer, long Seq), IReadOnlyList<object?[]>> _expected = [];
    private readonly Dictionary<string, long> _projected = new(StringComparer.Ordinal);
    private readonly Dictionary<BalanceKey, Balance> _balances = [];
    private readonly RequestAudit _requests;
    private long _entries;

    public LedgerAudit() => _requests = new RequestAudit(Report);

    public void Report(string problem)
    {
        if (_problems.Count < MaxProblems) _problems.Add(problem);
        else if (_problems.Count == MaxProblems) _problems.Add("… and more.");
    }

    public void AddWriter(string writer) => _writers.Add(writer);

    /// <summary>How far of a writer's chain is in the derived tables: what is beyond has no rows there yet.</summary>
    public void AddProjected(string writer, long seq) => _projected[writer] = seq;

    public void AddEntry(StoredEntry row)
    {
        _entries++;
        var place = $"{row.Writer}#{row.Seq}{(row.RequestId is null ? "" : " " + row.RequestId)}";
        var head = _chains.GetValueOrDefault(row.Writer) ?? ChainHead.Start(row.Writer);
        if (!_writers.Contains(row.Writer)) Report($"{place}: its writer is not known.");
        if (row.Seq != head.Seq + 1) Report($"{place}: entries {head.Seq + 1} to {row.Seq - 1} of the chain are missing.");
        else if (row.PrevHash != head.Hash) Report($"{place}: does not follow the entry before it.");
        if (ChainHead.HashOf(row.Body) != row.Hash) Report($"{place}: was changed: its hash does not match.");
        _chains[row.Writer] = new ChainHead(row.Writer, row.Seq, row.Hash);
        if (Parse(row, place) is { } entry) AddFacts(entry, row, place);
    }

    public void AddDerived(DerivedTable table, string writer, long seq, long line, object?[] values)
    {
        var key = (table.Name, writer, seq);
        if (!_expected.TryGetValue(key, out var rows) || line < 0 || line >= rows.Count || rows[(int)line] is not { } row)
        {
            Report($"{writer}#{seq}: a row of {table.Name} (line {line}) follows from no entry.");
            return;
        }

        if (!row.SequenceEqual(values)) Report($"{writer}#{seq}: a row of {table.Name} (line {line}) was changed.");
        var left = rows.ToArray();
        left[(int)line] = null!;
        if (left.All(r => r is null)) _expected.Remove(key);
        else _expected[key] = left;
    }

    public void AddHead(ChainHead head)
    {
        if (!_chains.Remove(head.Writer, out var found)) Report($"{head.Writer}: all {head.Seq} entries are missing.");
        else if (found.Seq < head.Seq) Report($"{head.Writer}: entries {found.Seq + 1} to {head.Seq} are missing at the end of the chain.");
        else if (found != head) Report($"{head.Writer}: the chain ends with entry {found.Seq}, the noted end is entry {head.Seq}.");
    }

    public void AddBalance(BalanceKey key, Balance balance)
    {
        _balances.Remove(key, out var posted);
        if (posted != balance)
            Report($"Balance {key.Account} by {Word.Of(key.Period)} from {Rfc3339.Format(key.Start)}: spent {balance.Spent}, reserved {balance.Reserved}; the postings sum to {posted.Spent} and {posted.Reserved}.");
    }

    public void AddOpen(string requestId, long ceiling) => _requests.AddOpen(requestId, ceiling);

    public LedgerVerification Finish()
    {
        foreach (var writer in _chains.Keys) Report($"{writer}: the end of the chain is not noted.");
        foreach (var (table, writer, seq) in _expected.Keys) Report($"{writer}#{seq}: rows of {table} are missing.");
        foreach (var (key, balance) in _balances.Where(b => b.Value != default))
            Report($"Balance {key.Account} by {Word.Of(key.Period)} from {Rfc3339.Format(key.Start)} is missing: the postings sum to {balance.Spent} and {balance.Reserved}.");
        return new LedgerVerification(_entries, _requests.Finish(), _problems);
    }

    private LedgerEntry? Parse(StoredEntry row, string place)
    {
        try
        {
            return JsonSerializer.Deserialize(row.Body, LedgerJson.Default.LedgerEntry);
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            Report($"{place}: cannot be read.");
            return null;
        }
    }

    private void AddFacts(LedgerEntry entry, StoredEntry row, string place)
    {
        if ((entry.Writer, entry.Seq, entry.Kind, entry.RequestId, Rfc3339.Format(entry.RecordedAt), entry.Prev)
            != (row.Writer, row.Seq, row.Kind, row.RequestId, row.RecordedAt, row.PrevHash))
            Report($"{place}: its columns differ from its body.");
        var isProjected = entry.Seq <= _projected.GetValueOrDefault(entry.Writer);
        foreach (var table in isProjected ? DerivedTable.All : [])
        {
            if (table.RowsOf(entry) is { Count: > 0 } rows) _expected[(table.Name, entry.Writer, entry.Seq)] = rows;
        }

        foreach (var account in entry.Postings.GroupBy(p => p.Account))
        {
            if (account.Sum(p => p.NanoUsd) != 0) Report($"{place}: the postings of {account.Key} do not sum to zero.");
        }

        foreach (var posting in entry.Postings) Post(posting);
        _requests.Add(entry, place, isProjected);
    }

    private void Post(Posting posting)
    {
        if (posting.Side == Side.Available) return;
        foreach (var period in Periods.All)
        {
            var key = BalanceKey.At(posting.Account, period, posting.Day);
            var balance = _balances.GetValueOrDefault(key);
            _balances[key] = posting.Side == Side.Spent
                ? balance with { Spent = balance.Spent + posting.NanoUsd }
                : balance with { Reserved = balance.Reserved + posting.NanoUsd };
        }
    }
}
