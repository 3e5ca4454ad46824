using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Tandem.Egress;

namespace Tandem.Storage.Egress;

/// <summary>Keeps the egress audit in <c>egress.db</c> of the data folder: one row an outbound request, committed before it is sent. Rows are never changed.</summary>
/// <remarks>
/// A database of its own, so that it never waits for the ledger's lock; rows that wait together are one transaction. It survives the process,
/// not a power cut (<c>synchronous=NORMAL</c>): the ledger alone pays a sync a write. Several processes may write at once.
/// </remarks>
internal sealed class EgressAuditStore(DataDirectory directory) : IEgressAudit, IAsyncDisposable
{
    private const int BusySeconds = 10;
    private const int MaxWaiting = 4_096;
    private const int MaxBatch = 256;

    private readonly Channel<Row> _waiting = Channel.CreateBounded<Row>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly Lock _starting = new();
    private Task? _loop;
    private SqliteConnection? _connection;
    private SqliteCommand? _insert;

    /// <exception cref="IOException">The row could not be kept.</exception>
    public async ValueTask WriteAsync(EgressAuditEntry entry, CancellationToken cancellationToken)
    {
        lock (_starting)
            _loop ??= Task.Run(LoopAsync, CancellationToken.None);
        var row = new Row(entry);
        try
        {
            await _waiting.Writer.WriteAsync(row, cancellationToken);
        }
        catch (ChannelClosedException closed)
        {
            throw new IOException("The egress audit is closed, so that nothing is sent: this process is ending.", closed);
        }

        await row.Kept; // Not given up: it is in the batch.
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (_loop is not null)
            await _loop;
        await CloseAsync();
    }

    private async Task LoopAsync()
    {
        var batch = new List<Row>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var row))
                batch.Add(row);
            try
            {
                await WriteAsync(batch);
                batch.ForEach(static row => row.Done());
            }
            catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
            {
                var told = new IOException($"The egress audit {Path.Combine(directory.Path, "egress.db")} cannot be written, so that nothing is sent: {failure.Message}", failure);
                batch.ForEach(row => row.Fail(told));
                await CloseAsync(); // The next row tries afresh.
            }

            batch.Clear();
        }
    }

    private async Task WriteAsync(List<Row> batch)
    {
        _connection ??= await OpenAsync();
        _insert ??= Insert(_connection);
        await using var transaction = batch.Count > 1 ? _connection.BeginTransaction() : null; // One row is a transaction by itself.
        _insert.Transaction = transaction;
        foreach (var row in batch)
        {
            _insert.Parameters[0].Value = Rfc3339.Format(row.Entry.Time);
            _insert.Parameters[1].Value = (object?)row.Entry.RequestId ?? DBNull.Value;
            _insert.Parameters[2].Value = JsonSerializer.Serialize(row.Entry, EgressAuditJson.Default.EgressAuditEntry);
            await _insert.ExecuteNonQueryAsync();
        }

        if (transaction is not null)
            await transaction.CommitAsync();
    }

    private async Task<SqliteConnection> OpenAsync()
    {
        directory.Create();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(directory.Path, "egress.db"),
            DefaultTimeout = BusySeconds,
            Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync();
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
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static SqliteCommand Insert(SqliteConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO egress_audit (time, request_id, row) VALUES (@time, @request, @row)";
        foreach (var name in (string[])["@time", "@request", "@row"])
            command.Parameters.Add(new SqliteParameter(name, SqliteType.Text));
        command.Prepare(); // Else its text is read anew for each row.
        return command;
    }

    private async Task CloseAsync()
    {
        if (_insert is not null)
            await _insert.DisposeAsync();
        if (_connection is not null)
            await _connection.DisposeAsync();
        (_insert, _connection) = (null, null);
    }

    private sealed class Row(EgressAuditEntry entry)
    {
        private readonly TaskCompletionSource _kept = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public EgressAuditEntry Entry => entry;

        public Task Kept => _kept.Task;

        public void Done() => _kept.SetResult();

        public void Fail(Exception failure) => _kept.SetException(failure);
    }
}
