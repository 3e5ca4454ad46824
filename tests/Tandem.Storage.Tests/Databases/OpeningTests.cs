using Microsoft.Data.Sqlite;
using Tandem.Pipeline.Ledger;
using Tandem.Storage.Databases;
using Tandem.Storage.Tests.Ledger;

namespace Tandem.Storage.Tests.Databases;

/// <summary>What is there when the database is opened: ours, another's, a newer one's, half of one.</summary>
public sealed class OpeningTests
{
    [Fact]
    public async Task Nothing_is_created_before_the_first_use()
    {
        using var folder = new TemporaryFolder();
        await using (new LedgerUnderTest(folder.Data))
        {
        }

        Assert.False(Directory.Exists(folder.Data.Path));
    }

    [Fact]
    public async Task The_folder_and_the_file_are_for_their_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await using var under = new LedgerUnderTest();
        await under.ReserveAsync(Given.Reservation());

        if (OperatingSystem.IsWindows()) return; // For the analyzer.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(under.Directory.Path));
        foreach (var file in Directory.GetFiles(under.Directory.Path))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task It_writes_ahead_and_waits_for_the_disk()
    {
        using var folder = new TemporaryFolder();
        folder.Data.Create();
        await using var engine = new SqliteEngine(folder.Data, TimeSpan.FromSeconds(7));
        await engine.PrepareAsync(LedgerUnderTest.Token);
        await using var connection = await engine.Source.OpenConnectionAsync(LedgerUnderTest.Token);

        Assert.Equal("wal", await PragmaAsync("journal_mode"));
        Assert.Equal(2L, await PragmaAsync("synchronous"));
        Assert.Equal(1L, await PragmaAsync("foreign_keys"));
        Assert.Equal(7000L, await PragmaAsync("busy_timeout"));

        async Task<object?> PragmaAsync(string name)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA " + name;
            return await command.ExecuteScalarAsync(LedgerUnderTest.Token);
        }
    }

    [Fact]
    public async Task Another_programs_database_is_refused_and_not_touched()
    {
        using var folder = new TemporaryFolder();
        folder.Data.Create();
        await using (var other = new SqliteConnection($"Data Source={folder.Data.Database};Pooling=False"))
        {
            await other.OpenAsync(LedgerUnderTest.Token);
            await using var command = other.CreateCommand();
            command.CommandText = "CREATE TABLE song (title TEXT)";
            await command.ExecuteNonQueryAsync(LedgerUnderTest.Token);
        }

        await AssertRefusedAsync(folder.Data, "belongs to another program");
    }

    [Theory]
    [InlineData("not a database at all")]
    [InlineData("A longer text, which has more bytes than the header of a database file has, and which is still not a database of anybody.")]
    public async Task A_file_that_is_no_database_is_refused_and_not_touched(string content)
    {
        using var folder = new TemporaryFolder();
        folder.Data.Create();
        await File.WriteAllTextAsync(folder.Data.Database, content, LedgerUnderTest.Token);

        await AssertRefusedAsync(folder.Data, "not an SQLite database");
    }

    [Fact]
    public async Task A_newer_programs_database_is_refused_and_not_touched()
    {
        using var folder = new TemporaryFolder();
        await using (var newer = new LedgerUnderTest(folder.Data, migrations: [.. Shipped, new(Shipped.Count + 1, "9999_future", "CREATE TABLE future (x INTEGER)")]))
            await newer.ReserveAsync(Given.Reservation());

        await AssertRefusedAsync(folder.Data, $"written by a newer Tandem (schema {Shipped.Count + 1}, this one knows {Shipped.Count})");
    }

    [Fact]
    public async Task An_empty_file_is_a_new_database()
    {
        using var folder = new TemporaryFolder();
        folder.Data.Create();
        await File.WriteAllBytesAsync(folder.Data.Database, [], LedgerUnderTest.Token);

        await using var under = new LedgerUnderTest(folder.Data);

        Assert.IsType<ReservationResult.Reserved>(await under.ReserveAsync(Given.Reservation()));
    }

    [Fact]
    public async Task A_folder_that_is_a_file_is_an_error_with_its_cure()
    {
        using var folder = new TemporaryFolder();
        folder.Data.Create();
        var file = Path.Combine(folder.Data.Path, "file");
        await File.WriteAllTextAsync(file, "", LedgerUnderTest.Token);
        await using var under = new LedgerUnderTest(new DataDirectory(Path.Combine(file, "data")));

        var error = await Assert.ThrowsAsync<LedgerUnavailableException>(() => under.ReserveAsync(Given.Reservation()));

        Assert.Contains(Path.Combine(file, "data"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_migration_never_happened_and_is_done_at_the_next_start()
    {
        using var folder = new TemporaryFolder();
        await using (var old = new LedgerUnderTest(folder.Data)) await old.ReserveAsync(Given.Reservation());
        Migration broken = new(Shipped.Count + 1, "broken", "CREATE TABLE half (x INTEGER); SELECT nonsense FROM nowhere;");
        await using (var interrupted = new LedgerUnderTest(folder.Data, migrations: [.. Shipped, broken]))
            await Assert.ThrowsAsync<LedgerUnavailableException>(() => interrupted.ReserveAsync(Given.Reservation()));

        await using var under = new LedgerUnderTest(folder.Data, migrations: [.. Shipped, broken with { Sql = "CREATE TABLE whole (x INTEGER)" }]);

        Assert.IsType<ReservationResult.Reserved>(await under.ReserveAsync(Given.Reservation()));
        await under.TamperAsync("INSERT INTO whole VALUES (1)");
        Assert.Equal(2, (await under.AssertCleanAsync()).Entries);
        await Assert.ThrowsAnyAsync<Exception>(() => under.TamperAsync("INSERT INTO half VALUES (1)"));
    }

    [Fact]
    public async Task Many_processes_that_open_a_new_folder_at_once_migrate_it_once()
    {
        using var folder = new TemporaryFolder();
        var ledgers = Enumerable.Range(0, 6).Select(_ => new LedgerUnderTest(folder.Data)).ToList();

        var results = await Task.WhenAll(ledgers.Select(l => Task.Run(() => l.ReserveAsync(Given.Reservation()))));

        Assert.All(results, result => Assert.IsType<ReservationResult.Reserved>(result));
        await ledgers[0].AssertCleanAsync();
        foreach (var ledger in ledgers) await ledger.DisposeAsync();
    }

    [Fact]
    public void Shipped_migrations_are_numbered_from_one_without_gaps() =>
        Assert.Equal(Enumerable.Range(1, Shipped.Count), Shipped.Select(m => m.Number));

    [Theory]
    [InlineData(5, "End that process")]
    [InlineData(8, "read-only")]
    [InlineData(11, "restore a backup")]
    [InlineData(26, "restore a backup")]
    [InlineData(13, "Free space")]
    [InlineData(14, "cannot be opened")]
    [InlineData(10, "the disk failed (oh)")]
    [InlineData(1, "oh")]
    public void Every_error_of_the_file_says_its_cure(int code, string cure)
    {
        var engine = new SqliteEngine(new DataDirectory("/nowhere"), TimeSpan.FromSeconds(1));

        Assert.Contains(cure, engine.Explain(new SqliteException("oh", code)), StringComparison.Ordinal);
    }

    private static IReadOnlyList<Migration> Shipped => Migration.Shipped("Sqlite");

    private static async Task AssertRefusedAsync(DataDirectory directory, string reason)
    {
        var before = await ReadAllAsync(directory);
        await using (var under = new LedgerUnderTest(directory))
        {
            var error = await Assert.ThrowsAsync<LedgerUnavailableException>(() => under.ReserveAsync(Given.Reservation()));
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
            Assert.Contains("nothing was changed", error.Message, StringComparison.Ordinal);
            Assert.Contains(directory.Database, error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, await ReadAllAsync(directory));
    }

    private static async Task<Dictionary<string, string>> ReadAllAsync(DataDirectory directory)
    {
        var files = new Dictionary<string, string>();
        foreach (var file in Directory.GetFiles(directory.Path)) files.Add(file, Convert.ToHexString(await File.ReadAllBytesAsync(file, LedgerUnderTest.Token)));
        return files;
    }
}
