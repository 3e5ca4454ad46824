using System.Text;
using System.Text.Json;
using Tandem.Storage.Databases;

namespace Tandem.Storage.Ledger;

/// <summary>The ledger's statements, on one writer's connection, one transaction after the other. SQLite and PostgreSQL run the same text.</summary>
/// <remarks>
/// An entry is one row. Balances are written once for the whole transaction, and the tables that people read follow later
/// (<see cref="Projection"/>): whatever asks for something in them brings them up first.
/// </remarks>
/// <param name="rowLock">See <see cref="BalanceSheet"/>.</param>
internal sealed class SqlLedgerStore(Statements statements, ChainMemory memory, string rowLock) : ILedgerStore
{
    private readonly BalanceSheet _balances = new(statements, rowLock);
    private readonly Projection _projection = new(statements);

    /// <summary>So many entries are put into the tables that people read at once.</summary>
    private const int MostAhead = 512;

    private const string Insert = """
        INSERT INTO ledger_entry (writer_id, seq, kind, request_id, recorded_at, body, prev_hash, hash)
        VALUES (@writer, @seq, @kind, @request, @recorded, @body, @prev, @hash)
        """;

    // One text for each index that says "once": a conflict there is an answer, any other an error.
    private const string InsertReservation = Insert + " ON CONFLICT (request_id) WHERE kind = 'reserve' DO NOTHING";
    private const string InsertResolution = Insert + " ON CONFLICT (request_id) WHERE kind IN ('commit', 'release', 'expire') DO NOTHING";
    private const string InsertAdjustment = Insert + " ON CONFLICT (request_id) WHERE kind = 'adjust' DO NOTHING";

    /// <inheritdoc cref="BalanceSheet.Begin"/>
    public void Begin(long? version) => _balances.Begin(version);

    public async ValueTask<KnownRequest?> FindRequestAsync(string requestId)
    {
        var bodies = await statements.ListAsync(
            "SELECT body FROM ledger_entry WHERE request_id = @request AND kind = 'reserve'", static row => row.Text(0), ("@request", requestId));
        return bodies.Count == 0 ? null : KnownRequest.Of(JsonSerializer.Deserialize(bodies[0], LedgerJson.Default.LedgerEntry)!);
    }

    public async ValueTask<KnownRequest?> FindIdempotentAsync(string owner, string key)
    {
        await ProjectAsync();
        var requests = await statements.ListAsync(
            "SELECT request_id FROM ledger_request WHERE owner = @owner AND idempotency_key = @key", static row => row.Text(0), ("@owner", owner), ("@key", key));
        return requests.Count == 0 ? null : await FindRequestAsync(requests[0]);
    }

    public async ValueTask<bool> HasDecisionAsync(string decisionId)
    {
        await ProjectAsync();
        return await AnyAsync("SELECT 1 FROM ledger_request WHERE decision_id = @decision", ("@decision", decisionId));
    }

    /// <remarks>Asked after <see cref="HasDecisionAsync"/>, in the same transaction.</remarks>
    public ValueTask<bool> HasOutcomeAsync(string decisionId, string kind, DateTimeOffset time) => AnyAsync(
        "SELECT 1 FROM ledger_outcome WHERE decision_id = @decision AND kind = @kind AND time = @time",
        ("@decision", decisionId), ("@kind", kind), ("@time", Rfc3339.Format(time)));

    public ValueTask<bool> WasExpiredAsync(string requestId) =>
        AnyAsync("SELECT 1 FROM ledger_entry WHERE request_id = @request AND kind = 'expire'", ("@request", requestId));

    public async ValueTask<Balance?> TryReserveAsync(BalanceKey key, long amount, long limit)
    {
        var balance = await _balances.GetAsync(key);
        if ((Int128)balance.Spent + balance.Reserved + amount > limit) return null;
        balance = balance with { Reserved = balance.Reserved + amount };
        _balances.Set(key, balance);
        return balance;
    }

    public ValueTask<Balance> ReadBalanceAsync(BalanceKey key) => _balances.GetAsync(key);

    public async ValueTask MoveAsync(BalanceKey key, long spent, long reserved)
    {
        var balance = await _balances.GetAsync(key);
        if ((Int128)balance.Reserved + reserved < 0 || (Int128)balance.Spent + spent > long.MaxValue) // No OverflowException: an entry stands already.
            throw new InvalidDataException($"The balance of {key.Account} from {Rfc3339.Format(key.Start)} is missing or wrong. Run `tandem ledger verify`.");
        _balances.Set(key, new Balance(balance.Spent + spent, balance.Reserved + reserved));
    }

    public ValueTask<OpenReservation?> FindOpenAsync(string requestId) => memory.FindOpen(requestId) is { } own ? new(own) : FindOthersOpenAsync(requestId);

    public async ValueTask<IReadOnlyList<string>> FindExpiredAsync(DateTimeOffset now, int limit)
    {
        await ProjectAsync();
        return await statements.ListAsync(
            "SELECT request_id FROM open_reservation WHERE expires_at <= @now ORDER BY expires_at, request_id LIMIT @limit",
            static row => row.Text(0),
            ("@now", Rfc3339.Format(now)), ("@limit", (long)limit));
    }

    public async ValueTask<IReadOnlyList<string>> FindWritersAsync()
    {
        await ProjectAsync();
        return await statements.ListAsync("SELECT DISTINCT writer_id FROM open_reservation ORDER BY writer_id", static row => row.Text(0));
    }

    public async ValueTask<IReadOnlyList<string>> FindOpenOfAsync(string writer)
    {
        await ProjectAsync();
        return await statements.ListAsync(
            "SELECT request_id FROM open_reservation WHERE writer_id = @writer ORDER BY request_id", static row => row.Text(0), ("@writer", writer));
    }

    public async ValueTask KeepTextAsync(string requestId, string owner, DateTimeOffset time, string? prompt, string? answer) => await statements.ExecuteAsync(
        """
        INSERT INTO request_text (request_id, owner, stored_at, prompt, answer) VALUES (@request, @owner, @time, @prompt, @answer)
        ON CONFLICT (request_id) DO UPDATE SET answer = excluded.answer
        """,
        ("@request", requestId), ("@owner", owner), ("@time", Rfc3339.Format(time)), ("@prompt", Bytes(prompt)), ("@answer", Bytes(answer)));

    public async ValueTask<bool> AppendAsync(EntryDraft draft)
    {
        if (memory.Head.Seq == 0) await OpenChainAsync(draft.RecordedAt);
        var next = draft.Seal(memory.Head, memory.Bytes);
        var entry = next.Entry;
        var written = await statements.ExecuteAsync(
            draft.Kind switch
            {
                EntryKind.Reserve => InsertReservation,
                EntryKind.Commit or EntryKind.Release or EntryKind.Expire => InsertResolution,
                EntryKind.Adjust => InsertAdjustment,
                _ => Insert,
            },
            ("@writer", entry.Writer), ("@seq", entry.Seq), ("@kind", entry.Kind), ("@request", entry.RequestId), ("@recorded", Rfc3339.Format(entry.RecordedAt)),
            ("@body", new Utf8Text(next.Body)), ("@prev", entry.Prev), ("@hash", next.Hash));
        if (written == 0)
        {
            if (entry.Resolution is not null) memory.Forget(entry.RequestId!);
            return false;
        }

        memory.Append(next);
        // Its index is what keeps another instance from taking the same key.
        if (entry.Reservation?.IdempotencyKey is not null) await _projection.PutAsync(memory);
        return true;
    }

    public async ValueTask<bool> TryAsync(Func<ValueTask<bool>> work)
    {
        var mark = _balances.Mark;
        var kept = false;
        try
        {
            return kept = await work();
        }
        finally
        {
            if (!kept) _balances.UndoTo(mark);
        }
    }

    public async ValueTask ProjectAsync()
    {
        await _projection.PutAsync(memory);
        await _projection.CatchUpAsync();
    }

    /// <summary>Writes what the operations came to: the last statements of their transaction.</summary>
    public async ValueTask FinishAsync()
    {
        await _balances.WriteAsync();
        if (memory.Ahead.Count >= MostAhead) await _projection.PutAsync(memory);
        if (memory.Head.Seq > 0) await _projection.NoteHeadAsync(memory.Head);
    }

    /// <summary>Makes this writer known before its first entry.</summary>
    private async ValueTask OpenChainAsync(DateTimeOffset now) => await statements.ExecuteAsync(
        "INSERT INTO ledger_writer (writer_id, opened_at) VALUES (@writer, @time) ON CONFLICT DO NOTHING", // It is there where the first entry was refused.
        ("@writer", memory.Head.Writer), ("@time", Rfc3339.Format(now)));

    private async ValueTask<OpenReservation?> FindOthersOpenAsync(string requestId)
    {
        await ProjectAsync();
        var open = await statements.ListAsync(
            "SELECT expires_at, day, ceiling, accounts FROM open_reservation WHERE request_id = @request",
            row => new OpenReservation
            {
                RequestId = requestId,
                ExpiresAt = Rfc3339.Parse(row.Text(0)),
                Day = Rfc3339.ParseDay(row.Text(1)),
                Ceiling = row.Number(2),
                Accounts = JsonSerializer.Deserialize(row.Text(3), LedgerJson.Default.IReadOnlyListString)!,
            },
            ("@request", requestId));
        return open.Count == 0 ? null : open[0];
    }

    private async ValueTask<bool> AnyAsync(string sql, params (string Name, object? Value)[] parameters) =>
        (await statements.ListAsync(sql, static row => row.Number(0), parameters)).Count > 0;

    private static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);
}
