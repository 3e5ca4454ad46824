using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Tandem.Storage.Databases;

/// <summary>Pooled connections to one file, each with the pragmas that a connection forgets when it closes.</summary>
internal sealed class SqliteSource(string path, TimeSpan busyTimeout) : DbDataSource
{
    /// <summary>16 MiB of log between two checkpoints.</summary>
    private const int CheckpointPages = 4_096;

    public override string ConnectionString { get; } = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        DefaultTimeout = (int)Math.Ceiling(busyTimeout.TotalSeconds),
    }.ToString();

    protected override DbConnection CreateDbConnection() => new SqliteConnection(ConnectionString);

    protected override DbConnection OpenDbConnection()
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            // FULL: a commit is on the disk when it returns, through power loss too. The timeout is SQLite's own, which wakes sooner than the library's.
            // Savepoints keep their pages in memory instead of in a file of their own. A checkpoint less often writes the pages that every request touches less often.
            command.CommandText = FormattableString.Invariant(
                $"PRAGMA busy_timeout = {(int)busyTimeout.TotalMilliseconds}; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = {CheckpointPages}");
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>SQLite has no asynchronous calls.</summary>
    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default) => new(OpenDbConnection());

    protected override void Dispose(bool disposing)
    {
        if (disposing) ClosePool();
        base.Dispose(disposing);
    }

    protected override ValueTask DisposeAsyncCore()
    {
        ClosePool();
        return base.DisposeAsyncCore();
    }

    /// <summary>Else the file stays open, and its log is not folded in.</summary>
    private void ClosePool()
    {
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }
}
