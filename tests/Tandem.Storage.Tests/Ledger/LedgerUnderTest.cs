using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Tandem.Pipeline.Ledger;
using Tandem.Storage.Databases;
using Tandem.Storage.Ledger;
using Tandem.Storage.Tests.Databases;

namespace Tandem.Storage.Tests.Ledger;

/// <summary>A ledger on a file of its own, at a time that the test moves.</summary>
internal sealed class LedgerUnderTest : IAsyncDisposable
{
    private readonly TemporaryFolder? _own;
    private readonly Database _database;

    public LedgerUnderTest(DataDirectory? directory = null, TimeSpan? busyTimeout = null, IReadOnlyList<Migration>? migrations = null)
    {
        if (directory is null) directory = (_own = new TemporaryFolder()).Data;
        Directory = directory;
        Engine = new FaultyEngine(new SqliteEngine(directory, busyTimeout ?? TimeSpan.FromSeconds(30)));
        _database = new Database(Engine, new Migrator(Time, migrations));
        Ledger = new SqlLedger(_database, Time);
    }

    public DataDirectory Directory { get; }

    public FaultyEngine Engine { get; }

    public FakeTimeProvider Time { get; } = new(Given.Noon);

    public SqlLedger Ledger { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task<ReservationResult> ReserveAsync(Reservation reservation) => Ledger.ReserveAsync(reservation, Token);

    public Task ResolveAsync(Resolution resolution) => Ledger.ResolveAsync(resolution, Token);

    public Task<BudgetState> BudgetAsync(BudgetLimit budget) => Ledger.ReadBudgetAsync(budget, Time.GetUtcNow(), Token);

    public async Task<LedgerVerification> AssertCleanAsync()
    {
        var found = await Ledger.VerifyAsync(Token);
        Assert.Empty(found.Problems);
        return found;
    }

    /// <summary>Changes the file behind the ledger's back, with the guards taken away first.</summary>
    public async Task TamperAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Directory.Database};Pooling=False;Foreign Keys=False");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'trigger'";
        var triggers = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync(Token))
        {
            while (await reader.ReadAsync(Token)) triggers.Add(reader.GetString(0));
        }

        command.CommandText = string.Concat(triggers.Select(t => $"DROP TRIGGER {t};")) + sql;
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync(Token));
    }

    public async Task<string> ExportAsync()
    {
        await using var text = new StringWriter();
        await Ledger.ExportAsync(text, Token);
        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await _database.DisposeAsync();
        _own?.Dispose();
    }
}
