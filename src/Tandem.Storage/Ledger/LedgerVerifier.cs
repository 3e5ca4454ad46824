using System.Data.Common;
using Tandem.Pipeline.Ledger;
using Tandem.Storage.Databases;

namespace Tandem.Storage.Ledger;

/// <summary>Reads a whole ledger in one snapshot and gives it to the <see cref="LedgerAudit"/>.</summary>
internal static class LedgerVerifier
{
    public static async Task<LedgerVerification> VerifyAsync(IDatabaseEngine engine, DbConnection connection, CancellationToken cancellationToken)
    {
        var audit = new LedgerAudit();
        foreach (var line in await engine.CheckAsync(connection, cancellationToken)) audit.Report($"The database itself is damaged: {line}");
        await using var transaction = await engine.BeginSnapshotAsync(connection, cancellationToken);
        await ReadAsync("SELECT writer_id FROM ledger_writer", row => audit.AddWriter(row.GetString(0)));
        await ReadAsync("SELECT writer_id, projected FROM chain_head", row => audit.AddProjected(row.GetString(0), row.GetInt64(1)));
        await ReadAsync(
            "SELECT writer_id, seq, kind, request_id, recorded_at, body, prev_hash, hash FROM ledger_entry ORDER BY writer_id, seq",
            row => audit.AddEntry(new StoredEntry(
                row.GetString(0), row.GetInt64(1), row.GetString(2), row.TextOrNull(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7))));
        foreach (var table in DerivedTable.All)
            await ReadAsync(table.SelectAll, row => audit.AddDerived(table, row.GetString(0), row.GetInt64(1), row.GetInt64(2), Values(row)));
        await ReadAsync("SELECT writer_id, seq, hash FROM chain_head", row => audit.AddHead(new ChainHead(row.GetString(0), row.GetInt64(1), row.GetString(2))));
        await ReadAsync(
            "SELECT account, period, period_start, spent, reserved FROM account_balance",
            row => audit.AddBalance(
                new BalanceKey(row.GetString(0), Word.Read<BudgetPeriod>(row.GetString(1)), Rfc3339.ParseDay(row.GetString(2))),
                new Balance(row.GetInt64(3), row.GetInt64(4))));
        await ReadAsync("SELECT request_id, ceiling FROM open_reservation", row => audit.AddOpen(row.GetString(0), row.GetInt64(1)));
        return audit.Finish();

        async Task ReadAsync(string sql, Action<DbDataReader> add)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
#pragma warning disable CA2100 // Constants of this file and of DerivedTable.
            command.CommandText = sql;
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) add(reader);
        }
    }

    private static object?[] Values(DbDataReader row)
    {
        var values = new object?[row.FieldCount - 3];
        for (var i = 0; i < values.Length; i++)
        {
            var value = row.GetValue(i + 3);
            values[i] = value is DBNull ? null : value is int number ? (long)number : value;
        }

        return values;
    }
}
