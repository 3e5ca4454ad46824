using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Routing.Prices;
using Tandem.Storage.Databases;

namespace Tandem.Storage.Ledger;

/// <summary>What people and the web interface read.</summary>
internal static class LedgerQueries
{
    private const string Decisions =
        "SELECT e.body FROM ledger_request r JOIN ledger_entry e ON e.writer_id = r.writer_id AND e.seq = r.seq";

    public static async IAsyncEnumerable<DecisionEntry> ReadDecisionsAsync(
        Database database, DecisionFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(connection => ReadDecisionsAsync(connection, filter, cancellationToken), cancellationToken);
        foreach (var row in rows) yield return row;
    }

    public static async Task<DecisionEntry?> ReadLatestAsync(DbConnection connection, string owner, string? workspace, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"{Decisions} WHERE r.owner = @owner AND (@any = 1 OR r.workspace = @workspace) ORDER BY r.time DESC, r.request_id DESC LIMIT 1";
        command.Set("@owner", owner);
        command.Set("@any", workspace is null ? 1L : 0L);
        command.Set("@workspace", workspace ?? "");
        return await ListAsync(command, cancellationToken) is [var latest, ..] ? latest : null;
    }

    public static async Task<IReadOnlyList<UsageRow>> ReadUsageAsync(
        DbConnection connection, DateTimeOffset from, DateTimeOffset to, string? owner, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT day, model, COUNT(DISTINCT request_id), COUNT(*), CAST(SUM(input_tokens) AS BIGINT), CAST(SUM(cached_input_tokens) AS BIGINT),
                CAST(SUM(cache_write_tokens) AS BIGINT), CAST(SUM(output_tokens) AS BIGINT), CAST(SUM(reasoning_tokens) AS BIGINT),
                MAX(estimated), CAST(SUM(cost_nano_usd) AS BIGINT)
            FROM ledger_attempt WHERE started_at >= @from AND started_at < @to
                AND (@any = 1 OR request_id IN (SELECT request_id FROM ledger_request WHERE owner = @owner))
            GROUP BY day, model ORDER BY day, model
            """;
        command.Set("@from", Rfc3339.Format(from));
        command.Set("@to", Rfc3339.Format(to));
        command.Set("@any", owner is null ? 1L : 0L);
        command.Set("@owner", owner ?? "");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<UsageRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var tokens = new TokenUsage
            {
                InputTokens = reader.GetInt64(4),
                CachedInputTokens = reader.GetInt64(5),
                CacheWriteTokens = reader.GetInt64(6),
                OutputTokens = reader.GetInt64(7),
                ReasoningTokens = reader.GetInt64(8),
                Estimated = reader.GetInt64(9) != 0,
            };
            rows.Add(new UsageRow(
                Rfc3339.ParseDay(reader.GetString(0)), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), tokens, new NanoUsd(reader.GetInt64(10))));
        }

        return rows;
    }

    public static async Task<BudgetState> ReadBudgetAsync(DbConnection connection, BudgetLimit budget, DateTimeOffset now)
    {
        await using var statements = Statements.Over(connection);
        var start = Periods.Start(budget.Period, Periods.DayOf(now));
        var balance = await BalanceSheet.ReadAsync(statements, new BalanceKey(budget.Account, budget.Period, start));
        return Entries.State(budget, start, balance);
    }

    /// <summary>There are entries that the tables do not have yet.</summary>
    public static async Task<bool> IsBehindAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM chain_head WHERE projected < seq LIMIT 1";
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    public static async Task<StoredText?> ReadTextAsync(DbConnection connection, RequestId request, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT prompt, answer FROM request_text WHERE request_id = @request";
        command.Set("@request", request.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new StoredText(Text(reader, 0), Text(reader, 1)) : null;
    }

    public static async Task<int> DeleteTextAsync(DbConnection connection, string owner, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM request_text WHERE owner = @owner AND stored_at < @before";
        command.Set("@owner", owner);
        command.Set("@before", Rfc3339.Format(before));
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<DecisionEntry>> ReadDecisionsAsync(DbConnection connection, DecisionFilter filter, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        var conditions = new List<string>();
        Where("r.time >= @since", "@since", filter.Since is { } since ? Rfc3339.Format(since) : null);
        Where("r.owner = @owner", "@owner", filter.Owner);
        Where("r.choice = @model", "@model", filter.Model);
        Where("r.decision_id = @decision", "@decision", filter.DecisionId);
        command.Set("@limit", (long)filter.Limit);
        var where = conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);
#pragma warning disable CA2100 // Joined from the constants above; values are parameters.
        command.CommandText = $"{Decisions}{where} ORDER BY r.time DESC, r.request_id DESC LIMIT @limit";
#pragma warning restore CA2100
        return await ListAsync(command, cancellationToken);

        void Where(string condition, string name, object? value)
        {
            if (value is null) return;
            conditions.Add(condition);
            command.Set(name, value);
        }
    }

    private static async Task<IReadOnlyList<DecisionEntry>> ListAsync(DbCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var list = new List<DecisionEntry>();
        while (await reader.ReadAsync(cancellationToken))
            list.Add(JsonSerializer.Deserialize(reader.GetString(0), LedgerJson.Default.LedgerEntry)!.Reservation!.Decision);
        return list;
    }

    private static string? Text(DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(column));
}
