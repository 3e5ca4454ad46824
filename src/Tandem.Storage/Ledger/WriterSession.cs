using System.Data.Common;
using Tandem.Storage.Databases;

namespace Tandem.Storage.Ledger;

/// <summary>One writer's connection and chain. After a failure it is thrown away and another begins.</summary>
internal sealed class WriterSession : IAsyncDisposable
{
    private readonly Database _database;
    private readonly DbConnection _connection;
    private readonly Statements _statements;
    private ChainHead _head;
    private bool _known;

    private WriterSession(Database database, DbConnection connection, string writer)
    {
        _database = database;
        _connection = connection;
        _statements = new Statements(connection);
        _head = ChainHead.Start(writer);
    }

    public static async Task<WriterSession> OpenAsync(Database database, string writer) =>
        new(database, await database.OpenAsync(CancellationToken.None), writer);

    /// <summary>All of <paramref name="batch"/> in one transaction, durable on return.</summary>
    public async Task WriteAsync(IReadOnlyList<LedgerOperation> batch, DateTimeOffset now)
    {
        await using var transaction = await _database.Engine.BeginWriteAsync(_connection, CancellationToken.None);
        _statements.Transaction = transaction;
        var store = new SqlLedgerStore(_statements, _head);
        if (!_known)
        {
            _database.Engine.Writers.Announce(_head.Writer); // Before anything of it can be seen: it would look dead.
            await store.OpenChainAsync(now);
        }

        var rules = new LedgerRules(store, now);
        foreach (var operation in batch) await operation.ExecuteAsync(rules);
        if (store.Head == _head) return; // Nothing was written: the transaction is dropped.
        await store.NoteHeadAsync();
        await _database.Engine.CommitAsync(transaction, CancellationToken.None);
        _head = store.Head;
        _known = true;
    }

    public async ValueTask DisposeAsync()
    {
        await _statements.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
