using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Tandem.Storage.Databases;

/// <summary>The statements of one connection, each prepared once. The same text runs on every engine and names its parameters always in the same order.</summary>
/// <remarks>Values are text, <see cref="Utf8Text"/>, 64-bit numbers, doubles, bytes, or null. Not thread-safe.</remarks>
internal abstract class Statements : IAsyncDisposable
{
    /// <summary>The transaction that what follows belongs to.</summary>
    public DbTransaction? Transaction { get; set; }

    public static Statements Over(DbConnection connection) =>
        connection is SqliteConnection sqlite ? new SqliteStatements(sqlite) : new CommandStatements(connection);

    /// <summary>Returns how many rows it changed.</summary>
    public abstract ValueTask<int> ExecuteAsync(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters);

    /// <summary>Every row, read at once.</summary>
    public abstract ValueTask<IReadOnlyList<T>> ListAsync<T>(string sql, Func<IRow, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters);

    public abstract ValueTask DisposeAsync();
}
