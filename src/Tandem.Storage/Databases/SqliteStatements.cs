using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tandem.Storage.Databases;

/// <summary>Statements straight on SQLite's own calls: a write of the ledger is a handful of them, and a command object with its reader costs more than the statement.</summary>
internal sealed class SqliteStatements(SqliteConnection connection) : Statements
{
    private readonly Dictionary<string, Prepared> _prepared = new(StringComparer.Ordinal);

    public override ValueTask<int> ExecuteAsync(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var statement = Bind(sql, parameters);
        try
        {
            while (Step(statement)) { }
            return new(raw.sqlite3_changes(connection.Handle));
        }
        finally
        {
            _ = raw.sqlite3_reset(statement);
        }
    }

    public override ValueTask<IReadOnlyList<T>> ListAsync<T>(string sql, Func<IRow, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var statement = Bind(sql, parameters);
        try
        {
            var row = new Row(statement);
            var rows = new List<T>();
            while (Step(statement)) rows.Add(read(row));
            return new(rows);
        }
        finally
        {
            _ = raw.sqlite3_reset(statement);
        }
    }

    public override ValueTask DisposeAsync()
    {
        foreach (var prepared in _prepared.Values) prepared.Statement.Dispose();
        _prepared.Clear();
        return default;
    }

    private bool Step(sqlite3_stmt statement)
    {
        var result = raw.sqlite3_step(statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE)) SqliteException.ThrowExceptionForRC(result, connection.Handle);
        return result == raw.SQLITE_ROW;
    }

    private sqlite3_stmt Bind(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_prepared.TryGetValue(sql, out var prepared)) _prepared.Add(sql, prepared = Prepare(sql, parameters));
        for (var at = 0; at < parameters.Length; at++) Bind(prepared.Statement, prepared.Places[at], parameters[at].Value);
        return prepared.Statement;
    }

    private Prepared Prepare(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var result = raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement);
        if (result != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(result, connection.Handle);
        var places = new int[parameters.Length];
        for (var at = 0; at < places.Length; at++) places[at] = raw.sqlite3_bind_parameter_index(statement, parameters[at].Name);
        return new Prepared(statement, places);
    }

    private void Bind(sqlite3_stmt statement, int place, object? value)
    {
        var result = value switch
        {
            null => raw.sqlite3_bind_null(statement, place),
            long number => raw.sqlite3_bind_int64(statement, place, number),
            double number => raw.sqlite3_bind_double(statement, place, number),
            Utf8Text text => raw.sqlite3_bind_text(statement, place, text.Bytes.Span),
            string text => Bind(statement, place, text),
            byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
            _ => throw new ArgumentException($"A statement takes no {value.GetType().Name}.", nameof(value)),
        };
        if (result != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(result, connection.Handle);
    }

    private static int Bind(sqlite3_stmt statement, int place, string text)
    {
        const int MostOnStack = 256;
        Span<byte> short256 = stackalloc byte[MostOnStack];
        return text.Length * 3 <= MostOnStack
            ? raw.sqlite3_bind_text(statement, place, short256[..Encoding.UTF8.GetBytes(text, short256)])
            : raw.sqlite3_bind_text(statement, place, Encoding.UTF8.GetBytes(text));
    }

    /// <param name="Places">Where the n-th parameter of a call is bound.</param>
    private sealed record Prepared(sqlite3_stmt Statement, int[] Places);

    private sealed class Row(sqlite3_stmt statement) : IRow
    {
        public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

        public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

        public long Number(int column) => raw.sqlite3_column_int64(statement, column);
    }
}
