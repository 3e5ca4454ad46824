using System.Data.Common;

namespace Tandem.Storage.Databases;

internal static class Parameters
{
    /// <summary>Adds or replaces one parameter; null becomes <see cref="DBNull"/>.</summary>
    public static void Set(this DbCommand command, string name, object? value)
    {
        if (command.Parameters.Contains(name))
        {
            command.Parameters[name].Value = value ?? DBNull.Value;
            return;
        }

        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }

    public static string? TextOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
