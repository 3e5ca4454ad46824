using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using Npgsql;
using Tandem.Storage.Ledger;

namespace Tandem.Storage.Databases;

/// <summary>PostgreSQL, shared by many instances. Rows are locked as statements touch them; nothing else serialises the writers.</summary>
internal sealed class PostgresEngine : IDatabaseEngine
{
    private const long MigrationLock = 0x54616E64; // "Tand": one number that every instance knows.
    private readonly NpgsqlDataSource _source;

    public PostgresEngine(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (settings.MaxAutoPrepare == 0) settings.MaxAutoPrepare = 64; // The ledger's few statements, each prepared once.
        _source = NpgsqlDataSource.Create(settings);
        Place = $"postgres://{settings.Host}:{settings.Port}/{settings.Database}";
    }

    public string Migrations => "Postgres";

    public string Place { get; }

    public DbDataSource Source => _source;

    public IWriterPresence Writers { get; } = new UnknownPresence();

    public string RowLock => " FOR UPDATE";

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<DbTransaction> BeginMigrationAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT pg_advisory_xact_lock(@lock)";
        command.Set("@lock", MigrationLock);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return transaction;
    }

    public async Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);

    /// <summary>Rows are what is locked there: whether others wrote says nothing.</summary>
    public ValueTask<long?> ReadVersionAsync(Statements statements) => default;

    public Task CommitAsync(DbTransaction transaction, CancellationToken cancellationToken) => transaction.CommitAsync(cancellationToken);

    public async Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    public bool IsTransient(DbException exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    public bool IsDuplicate(DbException exception) => exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    public bool IsMissingTable(DbException exception) => exception is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable };

    public string Explain(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            "the user or password is wrong. Check the connection string.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => "there is no such database. Create it, or check the connection string.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } => "the user may not do this. Give it the rights to create tables in the schema.",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "the server's disk is full. Free space there: nothing that was acknowledged is lost.",
        NpgsqlException { InnerException: SocketException or TimeoutException or IOException } =>
            $"the server cannot be reached ({exception.InnerException!.Message}). Check that it runs and that the connection string is right.",
        _ => exception.Message,
    };

    /// <summary>The server checks its own pages.</summary>
    public Task<IReadOnlyList<string>> CheckAsync(DbConnection connection, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>Other machines' processes cannot be seen: what they hold waits for its time.</summary>
    private sealed class UnknownPresence : IWriterPresence
    {
        public void Announce(string writer)
        {
        }

        public IReadOnlySet<string> FindGone() => new HashSet<string>();

        public void Forget(IReadOnlySet<string> gone)
        {
        }

        public void Dispose()
        {
        }
    }
}
