using Npgsql;
using Tandem.Pipeline.Ledger;
using Tandem.Storage.Databases;
using Tandem.Storage.Tests.Ledger;

namespace Tandem.Storage.Tests.Databases;

/// <summary>What is PostgreSQL's own; the rest of its tests are the ledger's.</summary>
public sealed class PostgresTests
{
    [Theory]
    [InlineData("UPDATE ledger_entry SET kind = kind")]
    [InlineData("DELETE FROM ledger_request")]
    [InlineData("TRUNCATE ledger_outcome")]
    public async Task The_database_itself_refuses_to_change_or_delete_what_is_in_the_ledger(string sql)
    {
        await using var schema = PostgresSchema.New();
        await using var engine = schema.NewEngine();
        await new Migrator(TimeProvider.System).MigrateAsync(engine, LedgerUnderTest.Token);

        var error = Assert.Throws<PostgresException>(() => schema.Execute(sql));

        Assert.Contains("append-only", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_error_with_its_cure_and_without_the_password()
    {
        await using var database = new Database(new PostgresEngine("Host=127.0.0.1;Port=1;Username=ann;Password=s3cret;Database=ledger"), new Migrator(TimeProvider.System));

        var error = await Assert.ThrowsAsync<LedgerUnavailableException>(() => database.OpenAsync(LedgerUnderTest.Token));

        Assert.Contains("postgres://127.0.0.1:1/ledger", error.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PostgresErrorCodes.InvalidPassword, "user or password")]
    [InlineData(PostgresErrorCodes.InvalidCatalogName, "no such database")]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege, "rights")]
    [InlineData(PostgresErrorCodes.DiskFull, "disk is full")]
    [InlineData(PostgresErrorCodes.SyntaxError, "oh")]
    public async Task Every_error_of_the_server_says_its_cure(string state, string cure)
    {
        await using var engine = new PostgresEngine("Host=127.0.0.1;Port=1");

        Assert.Contains(cure, engine.Explain(new PostgresException("oh", "ERROR", "ERROR", state)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deadlocks_and_faster_writers_are_told_from_other_errors()
    {
        await using var engine = new PostgresEngine("Host=127.0.0.1;Port=1");

        Assert.True(engine.IsTransient(Error(PostgresErrorCodes.DeadlockDetected)));
        Assert.True(engine.IsTransient(Error(PostgresErrorCodes.SerializationFailure)));
        Assert.False(engine.IsTransient(Error(PostgresErrorCodes.UniqueViolation)));
        Assert.True(engine.IsDuplicate(Error(PostgresErrorCodes.UniqueViolation)));
        Assert.False(engine.IsDuplicate(Error(PostgresErrorCodes.ForeignKeyViolation)));
        Assert.True(engine.IsMissingTable(Error(PostgresErrorCodes.UndefinedTable)));

        static PostgresException Error(string state) => new("oh", "ERROR", "ERROR", state);
    }

    [Fact]
    public void Both_engines_have_the_same_migrations() =>
        Assert.Equal(Migration.Shipped("Sqlite").Select(m => (m.Number, m.Name)), Migration.Shipped("Postgres").Select(m => (m.Number, m.Name)));
}
