using System.Data.Common;
using Microsoft.Data.Sqlite;
using Tandem.Storage.Databases;
using Tandem.Storage.Ledger;

namespace Tandem.Storage.Tests.Databases;

/// <summary>The real engine, whose next commits fail as a test says.</summary>
internal sealed class FaultyEngine(IDatabaseEngine inner) : IDatabaseEngine
{
    public Queue<Fault> Faults { get; } = new();

    public string Migrations => inner.Migrations;

    public string Place => inner.Place;

    public DbDataSource Source => inner.Source;

    public IWriterPresence Writers => inner.Writers;

    public string RowLock => inner.RowLock;

    public Task PrepareAsync(CancellationToken cancellationToken) => inner.PrepareAsync(cancellationToken);

    public Task<DbTransaction> BeginMigrationAsync(DbConnection connection, CancellationToken cancellationToken) => inner.BeginMigrationAsync(connection, cancellationToken);

    public Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken) => inner.BeginWriteAsync(connection, cancellationToken);

    public ValueTask<long?> ReadVersionAsync(Statements statements) => inner.ReadVersionAsync(statements);

    public async Task CommitAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        Faults.TryDequeue(out var fault);
        if (fault is Fault.None or Fault.AfterCommit) await inner.CommitAsync(transaction, cancellationToken);
        if (fault != Fault.None) throw new SqliteException("disk I/O error", fault == Fault.Deadlock ? 4 : 10);
    }

    public Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken) => inner.BeginSnapshotAsync(connection, cancellationToken);

    public bool IsTransient(DbException exception) => exception is SqliteException { SqliteErrorCode: 4 } || inner.IsTransient(exception);

    public bool IsDuplicate(DbException exception) => inner.IsDuplicate(exception);

    public bool IsMissingTable(DbException exception) => inner.IsMissingTable(exception);

    public string Explain(Exception exception) => inner.Explain(exception);

    public Task<IReadOnlyList<string>> CheckAsync(DbConnection connection, CancellationToken cancellationToken) => inner.CheckAsync(connection, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
