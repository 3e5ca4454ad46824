using System.Data.Common;
using Tandem.Storage.Ledger;

namespace Tandem.Storage.Databases;

/// <summary>What differs between the databases that run the same SQL.</summary>
internal interface IDatabaseEngine : IAsyncDisposable
{
    /// <summary>Folder of its migrations: <c>Sqlite</c>, <c>Postgres</c>.</summary>
    string Migrations { get; }

    /// <summary>The database in words, for errors: a path, or host and name. Never a password.</summary>
    string Place { get; }

    DbDataSource Source { get; }

    IWriterPresence Writers { get; }

    /// <summary>Ends a SELECT whose row must not change before its transaction ends; empty where such a transaction has the database to itself.</summary>
    string RowLock { get; }

    /// <summary>Looks at what is there before anything is written to it, and creates what is missing.</summary>
    /// <exception cref="Pipeline.Ledger.LedgerUnavailableException">It is not ours to write.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Begins a transaction that holds the migration lock to its end.</summary>
    Task<DbTransaction> BeginMigrationAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Begins a transaction that will write.</summary>
    Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>A number that stays the same until another connection writes, asked inside a transaction that writes; null where the database does not tell.</summary>
    ValueTask<long?> ReadVersionAsync(Statements statements);

    /// <summary>Returns when what was written is on the disk. A failure leaves open whether it is.</summary>
    Task CommitAsync(DbTransaction transaction, CancellationToken cancellationToken);

    /// <summary>Begins a transaction that reads one state from its first statement to its end.</summary>
    Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>True where the same work may succeed if it is done again at once (a deadlock's victim).</summary>
    bool IsTransient(DbException exception);

    /// <summary>True where another writer was faster with the same id.</summary>
    bool IsDuplicate(DbException exception);

    bool IsMissingTable(DbException exception);

    /// <summary>What is wrong and how to cure it, in one sentence or two.</summary>
    string Explain(Exception exception);

    /// <summary>Damage that the database itself can find, one line each.</summary>
    Task<IReadOnlyList<string>> CheckAsync(DbConnection connection, CancellationToken cancellationToken);
}
