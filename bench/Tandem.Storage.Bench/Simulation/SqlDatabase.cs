using System.Data.Common;
using System.Text.Json;
using Tandem.Pipeline.Ledger;
using Tandem.Storage.Databases;
using Tandem.Storage.Ledger;

namespace Tandem.Storage.Bench.Simulation;

/// <summary>The real store: each writer has a connection, a crash throws the connection away with its transaction.</summary>
internal sealed class SqlDatabase(Database database) : ISimulatedDatabase
{
    private readonly Dictionary<string, ChainMemory> _memories = new(StringComparer.Ordinal);

    public async Task TransactAsync(string writer, DateTimeOffset now, Func<LedgerRules, ValueTask> work, bool keep)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        await using var transaction = await database.Engine.BeginWriteAsync(connection, CancellationToken.None);
        await using var statements = Statements.Over(connection);
        statements.Transaction = transaction;
        if (!_memories.TryGetValue(writer, out var memory)) _memories.Add(writer, memory = new ChainMemory(writer));
        var store = new SqlLedgerStore(statements, memory, database.Engine.RowLock);
        await work(new LedgerRules(store, now));
        await store.FinishAsync();
        if (keep) await transaction.CommitAsync();
        else _memories.Remove(writer); // As a process that died, or a session that failed.
    }

    public Task<Balance> ReadBalanceAsync(BalanceKey key) => database.ReadAsync(
        async connection =>
        {
            await using var statements = Statements.Over(connection);
            return await BalanceSheet.ReadAsync(statements, key);
        },
        CancellationToken.None);

    public Task<LedgerVerification> VerifyAsync() =>
        database.ReadAsync(connection => LedgerVerifier.VerifyAsync(database.Engine, connection, CancellationToken.None), CancellationToken.None);

    public Task<IReadOnlyList<LedgerEntry>> ReadAsync() => database.ReadAsync(ListAsync, CancellationToken.None);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static async Task<IReadOnlyList<LedgerEntry>> ListAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT body FROM ledger_entry";
        await using var reader = await command.ExecuteReaderAsync();
        var entries = new List<LedgerEntry>();
        while (await reader.ReadAsync()) entries.Add(JsonSerializer.Deserialize(reader.GetString(0), LedgerJson.Default.LedgerEntry)!);
        return entries;
    }
}
