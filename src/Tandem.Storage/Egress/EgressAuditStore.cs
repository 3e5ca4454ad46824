using System.Text.Json;
using Microsoft.Data.Sqlite;
using Tandem.Egress;

namespace Tandem.Storage.Egress;

/// <summary>Keeps the egress audit in <c>egress.db</c> of the data folder: one row an outbound request, committed before it is sent. Rows are never changed.</summary>
/// <remarks>
/// A database of its own, so that it never waits for the ledger's lock. It survives the process, not a power cut (<c>synchronous=NORMAL</c>):
/// the ledger alone pays a sync a write. Several processes may write at once.
/// </remarks>
internal sealed class EgressAuditStore(DataDirectory directory) : IEgressAudit, IAsyncDisposable
{
    private const int BusySeconds = 10;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private SqliteConnection? _connection;

    /// <exception cref="IOException">The row could not be kept.</exception>
    public async ValueTask WriteAsync(EgressAuditEntry entry, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _connection ??= await OpenAsync(cancellationToken);
            await using var command = _connection.CreateCommand();
            command.CommandText = "INSERT INTO egress_audit (time, request_id, row) VALUES (@time, @request, @row)";
            command.Parameters.AddWithValue("@time", Rfc3339.Format(entry.Time));
            command.Parameters.AddWithValue("@request", (object?)entry.RequestId ?? DBNull.Value);
            command.Parameters.AddWithValue("@row", JsonSerializer.Serialize(entry, EgressAuditJson.Default.EgressAuditEntry));
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (SqliteException failure)
        {
            throw new IOException($"The egress audit {Path.Combine(directory.Path, "egress.db")} cannot be written, so that nothing is sent: {failure.Message}", failure);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _gate.Dispose();
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        directory.Create();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(directory.Path, "egress.db"),
            DefaultTimeout = BusySeconds,
            Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = NORMAL;
            CREATE TABLE IF NOT EXISTS egress_audit (
              id INTEGER PRIMARY KEY AUTOINCREMENT, time TEXT NOT NULL, request_id TEXT, row TEXT NOT NULL);
            CREATE INDEX IF NOT EXISTS egress_audit_request ON egress_audit (request_id);
            CREATE TRIGGER IF NOT EXISTS egress_audit_keeps BEFORE UPDATE ON egress_audit BEGIN SELECT RAISE(ABORT, 'audit rows are not changed'); END;
            CREATE TRIGGER IF NOT EXISTS egress_audit_stays BEFORE DELETE ON egress_audit BEGIN SELECT RAISE(ABORT, 'audit rows are not deleted'); END;
            """;
        await command.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }
}
