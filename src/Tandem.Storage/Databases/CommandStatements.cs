using System.Data.Common;

namespace Tandem.Storage.Databases;

/// <summary>Statements as commands of a provider, which prepares them itself (<see cref="PostgresEngine"/> says so).</summary>
internal sealed class CommandStatements(DbConnection connection) : Statements
{
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    public override ValueTask<int> ExecuteAsync(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        new(Get(sql, parameters).ExecuteNonQueryAsync());

    public override ValueTask<IReadOnlyList<T>> ListAsync<T>(string sql, Func<IRow, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        ListAsync(Get(sql, parameters), read);

    public override async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values) await command.DisposeAsync();
    }

    private static async ValueTask<IReadOnlyList<T>> ListAsync<T>(DbCommand command, Func<IRow, T> read)
    {
        await using var reader = await command.ExecuteReaderAsync();
        var row = new Row(reader);
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(read(row));
        return rows;
    }

    private DbCommand Get(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this project, or built from constant column names.
            command.CommandText = sql;
#pragma warning restore CA2100
            _commands.Add(sql, command);
        }

        command.Transaction = Transaction;
        foreach (var (name, value) in parameters) command.Set(name, value is Utf8Text text ? text.ToString() : value);
        return command;
    }

    private sealed class Row(DbDataReader reader) : IRow
    {
        public bool IsNull(int column) => reader.IsDBNull(column);

        public string Text(int column) => reader.GetString(column);

        public long Number(int column) => reader.GetInt64(column);
    }
}
