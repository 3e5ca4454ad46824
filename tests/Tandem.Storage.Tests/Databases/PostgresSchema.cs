using Npgsql;
using Tandem.Storage.Databases;

namespace Tandem.Storage.Tests.Databases;

/// <summary>A schema of a test's own on the server that the environment names, gone afterwards.</summary>
internal sealed class PostgresSchema : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name = "test_" + Guid.NewGuid().ToString("N");

    private PostgresSchema(string server) => _server = server;

    public static PostgresSchema New()
    {
        var server = Environment.GetEnvironmentVariable("TANDEM_TEST_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(server), "TANDEM_TEST_POSTGRES names no server (a connection string).");
        var schema = new PostgresSchema(server!);
        schema.Execute($"CREATE SCHEMA {schema._name}");
        return schema;
    }

    public PostgresEngine NewEngine() => new(new NpgsqlConnectionStringBuilder(_server) { SearchPath = _name, MaxPoolSize = 8 }.ToString());

    public void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server) { Pooling = false, SearchPath = _name }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public ValueTask DisposeAsync()
    {
        Execute($"DROP SCHEMA {_name} CASCADE");
        return default;
    }
}
