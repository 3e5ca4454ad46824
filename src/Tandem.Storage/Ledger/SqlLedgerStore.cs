using System.Data.Common;
using System.Text;
using System.Text.Json;
using Tandem.Storage.Databases;

namespace Tandem.Storage.Ledger;

/// <summary>The ledger's statements, in one transaction of one writer's connection. SQLite and PostgreSQL run the same text.</summary>
internal sealed class SqlLedgerStore(Statements statements, ChainHead head) : ILedgerStore
{
    private const string Savepoint = "operation";

    /// <summary>Where the chain ends if the transaction commits.</summary>
    public ChainHead Head { get; private set; } = head;

    public ValueTask<KnownRequest?> FindRequestAsync(string requestId) => FindAsync(statements.Get(
        "SELECT request_id, owner, body_hash FROM ledger_request WHERE request_id = @request",
        ("@request", requestId)));

    public ValueTask<KnownRequest?> FindIdempotentAsync(string owner, string key) => FindAsync(statements.Get(
        "SELECT request_id, owner, body_hash FROM ledger_request WHERE owner = @owner AND idempotency_key = @key",
        ("@owner", owner), ("@key", key)));

    public ValueTask<bool> HasDecisionAsync(string decisionId) => AnyAsync(statements.Get(
        "SELECT 1 FROM ledger_request WHERE decision_id = @decision",
        ("@decision", decisionId)));

    public ValueTask<bool> HasOutcomeAsync(string decisionId, string kind, DateTimeOffset time) => AnyAsync(statements.Get(
        "SELECT 1 FROM ledger_outcome WHERE decision_id = @decision AND kind = @kind AND time = @time",
        ("@decision", decisionId), ("@kind", kind), ("@time", Rfc3339.Format(time))));

    public ValueTask<bool> WasExpiredAsync(string requestId) => AnyAsync(statements.Get(
        "SELECT 1 FROM ledger_entry WHERE request_id = @request AND kind = 'expire'",
        ("@request", requestId)));

    public ValueTask<bool> HasAdjustmentAsync(string requestId) => AnyAsync(statements.Get(
        "SELECT 1 FROM ledger_entry WHERE request_id = @request AND kind = 'adjust'",
        ("@request", requestId)));

    public async ValueTask<IReadOnlyList<Posting>> ReadReservationPostingsAsync(string requestId)
    {
        var command = statements.Get(
            """
            SELECT p.account, p.side, p.day, p.nano_usd
            FROM ledger_entry e JOIN ledger_posting p ON p.writer_id = e.writer_id AND p.seq = e.seq
            WHERE e.request_id = @request AND e.kind = 'reserve'
            ORDER BY p.line
            """,
            ("@request", requestId));
        await using var reader = await command.ExecuteReaderAsync();
        var postings = new List<Posting>();
        while (await reader.ReadAsync())
            postings.Add(new Posting(reader.GetString(0), reader.GetString(1), Rfc3339.ParseDay(reader.GetString(2)), reader.GetInt64(3)));
        return postings;
    }

    public async ValueTask<Balance?> TryReserveAsync(BalanceKey key, long amount, long limit)
    {
        // Check and reservation are this one statement: no reader, however stale, decides about money.
        var command = statements.Get(
            """
            INSERT INTO account_balance (account, period, period_start, spent, reserved)
            SELECT @account, @period, @start, 0, @amount WHERE @amount <= @limit
            ON CONFLICT (account, period, period_start) DO UPDATE SET reserved = account_balance.reserved + excluded.reserved
            WHERE account_balance.spent + account_balance.reserved + excluded.reserved <= @limit
            RETURNING spent, reserved
            """,
            ("@account", key.Account), ("@period", Word.Of(key.Period)), ("@start", Rfc3339.Format(key.Start)), ("@amount", amount), ("@limit", limit));
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? new Balance(reader.GetInt64(0), reader.GetInt64(1)) : null;
    }

    public ValueTask<Balance> ReadBalanceAsync(BalanceKey key) => ReadBalanceAsync(statements, key);

    public static async ValueTask<Balance> ReadBalanceAsync(Statements statements, BalanceKey key)
    {
        var command = statements.Get(
            "SELECT spent, reserved FROM account_balance WHERE account = @account AND period = @period AND period_start = @start",
            ("@account", key.Account), ("@period", Word.Of(key.Period)), ("@start", Rfc3339.Format(key.Start)));
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? new Balance(reader.GetInt64(0), reader.GetInt64(1)) : default;
    }

    public async ValueTask MoveAsync(BalanceKey key, long spent, long reserved)
    {
        var command = statements.Get(
            """
            UPDATE account_balance SET spent = spent + @spent, reserved = reserved + @reserved
            WHERE account = @account AND period = @period AND period_start = @start
            """,
            ("@account", key.Account), ("@period", Word.Of(key.Period)), ("@start", Rfc3339.Format(key.Start)), ("@spent", spent), ("@reserved", reserved));
        if (await command.ExecuteNonQueryAsync() != 1)
            throw new InvalidDataException($"The balance of {key.Account} from {Rfc3339.Format(key.Start)} is missing. Run `tandem ledger verify`.");
    }

    public async ValueTask<OpenReservation?> TakeOpenAsync(string requestId)
    {
        var command = statements.Get(
            "DELETE FROM open_reservation WHERE request_id = @request RETURNING expires_at, day, ceiling, accounts",
            ("@request", requestId));
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync()) return null;
        return new OpenReservation
        {
            RequestId = requestId,
            ExpiresAt = Rfc3339.Parse(reader.GetString(0)),
            Day = Rfc3339.ParseDay(reader.GetString(1)),
            Ceiling = reader.GetInt64(2),
            Accounts = JsonSerializer.Deserialize(reader.GetString(3), LedgerJson.Default.IReadOnlyListString)!,
        };
    }

    public async ValueTask AddOpenAsync(OpenReservation reservation) => await statements.Get(
        """
        INSERT INTO open_reservation (request_id, writer_id, expires_at, day, ceiling, accounts)
        VALUES (@request, @writer, @expires, @day, @ceiling, @accounts)
        """,
        ("@request", reservation.RequestId),
        ("@writer", Head.Writer),
        ("@expires", Rfc3339.Format(reservation.ExpiresAt)),
        ("@day", Rfc3339.Format(reservation.Day)),
        ("@ceiling", reservation.Ceiling),
        ("@accounts", JsonSerializer.Serialize(reservation.Accounts, LedgerJson.Default.IReadOnlyListString))).ExecuteNonQueryAsync();

    public ValueTask<IReadOnlyList<string>> FindExpiredAsync(DateTimeOffset now, int limit) => ListAsync(statements.Get(
        "SELECT request_id FROM open_reservation WHERE expires_at <= @now ORDER BY expires_at, request_id LIMIT @limit",
        ("@now", Rfc3339.Format(now)), ("@limit", (long)limit)));

    public ValueTask<IReadOnlyList<string>> FindWritersAsync() => ListAsync(statements.Get("SELECT DISTINCT writer_id FROM open_reservation ORDER BY writer_id"));

    public ValueTask<IReadOnlyList<string>> FindOpenAsync(string writer) => ListAsync(statements.Get(
        "SELECT request_id FROM open_reservation WHERE writer_id = @writer ORDER BY request_id",
        ("@writer", writer)));

    public async ValueTask KeepTextAsync(string requestId, string owner, DateTimeOffset time, string? prompt, string? answer) => await statements.Get(
        """
        INSERT INTO request_text (request_id, owner, stored_at, prompt, answer) VALUES (@request, @owner, @time, @prompt, @answer)
        ON CONFLICT (request_id) DO UPDATE SET answer = excluded.answer
        """,
        ("@request", requestId),
        ("@owner", owner),
        ("@time", Rfc3339.Format(time)),
        ("@prompt", Bytes(prompt)),
        ("@answer", Bytes(answer))).ExecuteNonQueryAsync();

    public async ValueTask AppendAsync(EntryDraft draft)
    {
        var next = draft.Seal(Head);
        var entry = next.Entry;
        await statements.Get(
            """
            INSERT INTO ledger_entry (writer_id, seq, kind, request_id, recorded_at, body, prev_hash, hash)
            VALUES (@writer, @seq, @kind, @request, @recorded, @body, @prev, @hash)
            """,
            ("@writer", entry.Writer),
            ("@seq", entry.Seq),
            ("@kind", entry.Kind),
            ("@request", entry.RequestId),
            ("@recorded", Rfc3339.Format(entry.RecordedAt)),
            ("@body", next.Body),
            ("@prev", entry.Prev),
            ("@hash", next.Hash)).ExecuteNonQueryAsync();
        foreach (var table in DerivedTable.All) await InsertAsync(table, entry);
        Head = next.Head;
    }

    public async ValueTask<bool> TryAsync(Func<ValueTask<bool>> work)
    {
        var before = Head;
        await statements.Get($"SAVEPOINT {Savepoint}").ExecuteNonQueryAsync();
        var kept = false;
        try
        {
            kept = await work();
            return kept;
        }
        finally
        {
            if (!kept)
            {
                Head = before;
                await statements.Get($"ROLLBACK TO SAVEPOINT {Savepoint}").ExecuteNonQueryAsync();
            }

            await statements.Get($"RELEASE SAVEPOINT {Savepoint}").ExecuteNonQueryAsync();
        }
    }

    /// <summary>Makes this writer known before its first entry.</summary>
    public async ValueTask OpenChainAsync(DateTimeOffset now) => await statements.Get(
        "INSERT INTO ledger_writer (writer_id, opened_at) VALUES (@writer, @time)",
        ("@writer", Head.Writer), ("@time", Rfc3339.Format(now))).ExecuteNonQueryAsync();

    /// <summary>Notes the chain's end, so that entries cut off there are missed.</summary>
    public async ValueTask NoteHeadAsync() => await statements.Get(
        """
        INSERT INTO chain_head (writer_id, seq, hash) VALUES (@writer, @seq, @hash)
        ON CONFLICT (writer_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash
        """,
        ("@writer", Head.Writer), ("@seq", Head.Seq), ("@hash", Head.Hash)).ExecuteNonQueryAsync();

    private static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);

    private async ValueTask InsertAsync(DerivedTable table, LedgerEntry entry)
    {
        var rows = table.RowsOf(entry);
        for (var line = 0; line < rows.Count; line++)
        {
            var values = new (string Name, object? Value)[3 + table.Columns.Count];
            (values[0], values[1], values[2]) = (("@writer", entry.Writer), ("@seq", entry.Seq), ("@line", (long)line));
            for (var column = 0; column < table.Columns.Count; column++) values[3 + column] = (table.Names[column], rows[line][column]);
            await statements.Get(table.Insert, values).ExecuteNonQueryAsync();
        }
    }

    private static async ValueTask<KnownRequest?> FindAsync(DbCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? new KnownRequest(reader.GetString(0), reader.GetString(1), reader.TextOrNull(2)) : null;
    }

    private static async ValueTask<bool> AnyAsync(DbCommand command) => await command.ExecuteScalarAsync() is not null;

    private static async ValueTask<IReadOnlyList<string>> ListAsync(DbCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        var list = new List<string>();
        while (await reader.ReadAsync()) list.Add(reader.GetString(0));
        return list;
    }
}
