using System.Data.Common;
using Tandem.Storage.Databases;

namespace Tandem.Storage.Ledger;

/// <summary>One writer's connection and chain. After a failure it is thrown away and another begins.</summary>
internal sealed class WriterSession : IAsyncDisposable
{
    private readonly Database _database;
    private readonly DbConnection _connection;
    private readonly Statements _statements;
    private readonly ChainMemory _memory;
    private readonly SqlLedgerStore _store;
    private bool _announced;

    private WriterSession(Database database, DbConnection connection, string writer)
    {
        _database = database;
        _connection = connection;
        _statements = Statements.Over(connection);
        _memory = new ChainMemory(writer);
        _store = new SqlLedgerStore(_statements, _memory, database.Engine.RowLock);
    }

    public static async Task<WriterSession> OpenAsync(Database database, string writer) =>
        new(database, await database.OpenAsync(CancellationToken.None), writer);

    /// <summary>All of <paramref name="batch"/> in one transaction, durable on return.</summary>
    public async Task WriteAsync(IReadOnlyList<LedgerOperation> batch, DateTimeOffset now)
    {
        if (!_announced) _database.Engine.Writers.Announce(_memory.Head.Writer); // Before anything of it can be seen: it would look dead.
        _announced = true;
        await using var transaction = await _database.Engine.BeginWriteAsync(_connection, CancellationToken.None);
        _statements.Transaction = transaction;
        _store.Begin(await _database.Engine.ReadVersionAsync(_statements));
        var rules = new LedgerRules(_store, now);
        foreach (var operation in batch) await operation.ExecuteAsync(rules);
        await _store.FinishAsync();
        await _database.Engine.CommitAsync(transaction, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _memory.Dispose();
        await _statements.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
