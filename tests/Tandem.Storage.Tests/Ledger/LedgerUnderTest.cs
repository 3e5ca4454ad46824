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
    private readonly IAsyncDisposable? _own;
    private readonly PostgresSchema? _schema;
    private readonly DataDirectory? _directory;
    private readonly Database _database;

    public LedgerUnderTest(DataDirectory? directory = null, TimeSpan? busyTimeout = null, IReadOnlyList<Migration>? migrations = null)
    {
        if (directory is null)
        {
            var folder = new TemporaryFolder();
            _own = folder;
            directory = folder.Data;
        }

        _directory = directory;
        Engine = new FaultyEngine(new SqliteEngine(directory, busyTimeout ?? TimeSpan.FromSeconds(30)));
        _database = new Database(Engine, new Migrator(Time, migrations));
        Ledger = new SqlLedger(_database, Time);
    }

    private LedgerUnderTest(PostgresSchema schema, bool owns)
    {
        _own = owns ? schema : null;
        _schema = schema;
        Engine = new FaultyEngine(schema.NewEngine());
        _database = new Database(Engine, new Migrator(Time));
        Ledger = new SqlLedger(_database, Time);
    }

    public static LedgerUnderTest On(StoreKind store) => store switch
    {
        StoreKind.Sqlite => new LedgerUnderTest(),
        _ => new LedgerUnderTest(PostgresSchema.New(), owns: true),
    };

    /// <summary>Another process on the same database, at noon again.</summary>
    public LedgerUnderTest Sibling() => _schema is null ? new LedgerUnderTest(_directory) : new LedgerUnderTest(_schema, owns: false);

    public DataDirectory Directory => _directory!;

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
        if (_own is not null) await _own.DisposeAsync();
    }
}
