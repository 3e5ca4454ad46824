using System.Text.Json;
using Tandem.Storage.Databases;

namespace Tandem.Storage.Ledger;

/// <summary>Puts entries into the tables that people read. The entries are the truth; a table's rows may come later, by any process.</summary>
internal sealed class Projection(Statements statements)
{
    /// <summary>Puts a writer's own entries there. What cannot be put fails, and with it the transaction.</summary>
    public async ValueTask PutAsync(ChainMemory memory)
    {
        if (memory.Ahead.Count == 0) return;
        await NoteHeadAsync(memory.Head);
        IReadOnlyList<AheadEntry> entries = memory.Ahead;
        if (!await TryClaimAsync(memory.Head.Writer, memory.Projected, memory.Head.Seq))
        {
            // Another process read, and put some of them there before.
            var done = (await statements.ListAsync("SELECT projected FROM chain_head WHERE writer_id = @writer", static row => row.Number(0), ("@writer", memory.Head.Writer)))[0];
            entries = [.. entries.Where(entry => entry.Seq > done)];
            if (!await TryClaimAsync(memory.Head.Writer, done, memory.Head.Seq)) throw new InvalidDataException($"The end of the chain {memory.Head.Writer} is missing. Run `tandem ledger verify`.");
        }

        var opened = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            await PutRowsAsync(entry, static table => table.Insert);
            if (entry.Opens is { } open)
            {
                opened.Add(open.RequestId);
                if (memory.FindOpen(open.RequestId) is not null) await AddOpenAsync(entry.Writer, open); // Most are ended before they would stand there.
            }
            else if (entry.Ends is { } ended && !opened.Contains(ended))
            {
                await RemoveOpenAsync(ended);
            }
        }

        memory.MarkProjected();
    }

    /// <summary>Puts there what every other writer left, dead or alive. A row that stands in the way stays: <c>verify</c> tells.</summary>
    public async ValueTask CatchUpAsync()
    {
        var behind = await statements.ListAsync(
            "SELECT writer_id, projected, seq FROM chain_head WHERE projected < seq ORDER BY writer_id",
            static row => (Writer: row.Text(0), From: row.Number(1), To: row.Number(2)));
        foreach (var (writer, from, to) in behind)
        {
            if (!await TryClaimAsync(writer, from, to)) continue; // Its own process was faster.
            var entries = await statements.ListAsync(
                "SELECT body FROM ledger_entry WHERE writer_id = @writer AND seq > @from AND seq <= @to ORDER BY seq",
                static row => JsonSerializer.Deserialize(row.Text(0), LedgerJson.Default.LedgerEntry)!,
                ("@writer", writer), ("@from", from), ("@to", to));
            foreach (var entry in entries) await PutAsync(AheadEntry.Of(entry));
        }
    }

    /// <summary>Notes a chain's end, so that entries cut off there are missed.</summary>
    public async ValueTask NoteHeadAsync(ChainHead head) => await statements.ExecuteAsync(
        """
        INSERT INTO chain_head (writer_id, seq, hash, projected) VALUES (@writer, @seq, @hash, 0)
        ON CONFLICT (writer_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash
        """,
        ("@writer", head.Writer), ("@seq", head.Seq), ("@hash", head.Hash));

    private async ValueTask<bool> TryClaimAsync(string writer, long from, long to) => await statements.ExecuteAsync(
        "UPDATE chain_head SET projected = @to WHERE writer_id = @writer AND projected = @from",
        ("@to", to), ("@writer", writer), ("@from", from)) == 1;

    private async ValueTask PutAsync(AheadEntry entry)
    {
        await PutRowsAsync(entry, static table => table.InsertUnlessThere);
        if (entry.Opens is { } open) await AddOpenAsync(entry.Writer, open);
        else if (entry.Ends is { } ended) await RemoveOpenAsync(ended);
    }

    private async ValueTask PutRowsAsync(AheadEntry entry, Func<DerivedTable, string> insert)
    {
        foreach (var (table, rows) in entry.Rows)
        {
            for (var line = 0; line < rows.Count; line++) await PutRowAsync(table, insert(table), entry, line, rows[line]);
        }
    }

    private async ValueTask PutRowAsync(DerivedTable table, string insert, AheadEntry entry, int line, object?[] row)
    {
        var values = new (string Name, object? Value)[3 + row.Length];
        (values[0], values[1], values[2]) = (("@writer", entry.Writer), ("@seq", entry.Seq), ("@line", (long)line));
        for (var column = 0; column < row.Length; column++) values[3 + column] = (table.Names[column], row[column]);
        await statements.ExecuteAsync(insert, values);
    }

    private async ValueTask RemoveOpenAsync(string requestId) =>
        await statements.ExecuteAsync("DELETE FROM open_reservation WHERE request_id = @request", ("@request", requestId));

    /// <summary>Nothing is added where the resolution is there before: it may stand in another writer's chain, which was put there first.</summary>
    private async ValueTask AddOpenAsync(string writer, OpenReservation open) => await statements.ExecuteAsync(
        """
        INSERT INTO open_reservation (request_id, writer_id, expires_at, day, ceiling, accounts)
        SELECT @request, @writer, @expires, @day, @ceiling, @accounts
        WHERE NOT EXISTS (SELECT 1 FROM ledger_entry WHERE request_id = @request AND kind IN ('commit', 'release', 'expire'))
        """,
        ("@request", open.RequestId), ("@writer", writer), ("@expires", Rfc3339.Format(open.ExpiresAt)), ("@day", Rfc3339.Format(open.Day)), ("@ceiling", open.Ceiling),
        ("@accounts", JsonSerializer.Serialize(open.Accounts, LedgerJson.Default.IReadOnlyListString)));
}
