using System.Data.Common;
using System.Globalization;
using Tandem.Pipeline.Ledger;

namespace Tandem.Storage.Databases;

/// <summary>Brings a schema up to this program's. Each step and its record are one transaction: an interrupted one never happened.</summary>
internal sealed class Migrator(TimeProvider time, IReadOnlyList<Migration>? migrations = null)
{
    /// <exception cref="LedgerUnavailableException">The schema is newer than this program.</exception>
    public async Task MigrateAsync(IDatabaseEngine engine, CancellationToken cancellationToken)
    {
        var steps = migrations ?? Migration.Shipped(engine.Migrations);
        await using var connection = await engine.Source.OpenConnectionAsync(cancellationToken);
        var done = await ReadAppliedAsync(connection, engine, cancellationToken);
        if (done > steps.Count) throw Newer(engine, done, steps.Count);
        while (done < steps.Count)
        {
            await using var transaction = await engine.BeginMigrationAsync(connection, cancellationToken);
            await RunAsync(connection, transaction, CreateTable, cancellationToken);
            // Another process may have been faster: only what the lock shows counts.
            done = await CountAsync(connection, transaction, cancellationToken);
            if (done > steps.Count) throw Newer(engine, done, steps.Count);
            if (done < steps.Count)
            {
                await RunAsync(connection, transaction, steps[done].Sql, cancellationToken);
                await RecordAsync(connection, transaction, steps[done], cancellationToken);
                done++;
            }

            await transaction.CommitAsync(cancellationToken);
        }
    }

    private const string CreateTable =
        "CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)";

    private static LedgerUnavailableException Newer(IDatabaseEngine engine, int found, int known) => new(
        $"{engine.Place}: written by a newer Tandem (schema {found}, this one knows {known}); nothing was changed. Update Tandem, or point TANDEM_HOME at another folder.");

    private static async Task<int> ReadAppliedAsync(DbConnection connection, IDatabaseEngine engine, CancellationToken cancellationToken)
    {
        try
        {
            return await CountAsync(connection, transaction: null, cancellationToken);
        }
        catch (DbException exception) when (engine.IsMissingTable(exception))
        {
            return 0;
        }
    }

    private static async Task<int> CountAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT COALESCE(MAX(number), 0) FROM schema_migration";
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private static async Task RunAsync(DbConnection connection, DbTransaction transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // The text is this program's own migration, never input.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task RecordAsync(DbConnection connection, DbTransaction transaction, Migration step, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO schema_migration (number, name, applied_at) VALUES (@number, @name, @time)";
        command.Set("@number", step.Number);
        command.Set("@name", step.Name);
        command.Set("@time", Rfc3339.Format(time.GetUtcNow()));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
