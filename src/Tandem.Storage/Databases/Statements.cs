using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Tandem.Storage.Databases;

/// <summary>The statements of one connection, kept so that each is prepared once.</summary>
internal sealed class Statements(DbConnection connection) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    public DbTransaction? Transaction { get; set; }

    /// <summary>The command with its parameters set. Valid until the same text is asked for again.</summary>
    public DbCommand Get(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this project, or built from constant column names.
            command.CommandText = sql;
#pragma warning restore CA2100
            command.Transaction = Transaction;
            if (connection is SqliteConnection) command.Prepare(); // Else it is compiled at each use; Npgsql prepares by itself.
            _commands.Add(sql, command);
        }

        command.Transaction = Transaction;
        if (command.Parameters.Count == parameters.Length)
            for (var place = 0; place < parameters.Length; place++) command.Parameters[place].Value = parameters[place].Value ?? DBNull.Value; // The same text has them in the same order.
        else
            foreach (var (name, value) in parameters) command.Set(name, value);
        return command;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values) await command.DisposeAsync();
    }
}
