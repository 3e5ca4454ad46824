using Microsoft.Extensions.Time.Testing;
using Tandem.Storage.Databases;

namespace Tandem.Storage.Tests;

/// <summary>A database in a folder of its own, for stores that are not the ledger.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TestDatabase() => Database = Open();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public Database Database { get; }

    /// <summary>The same file as another process sees it.</summary>
    public Database Open() => new(new SqliteEngine(_folder.Data, TimeSpan.FromSeconds(30)), new Migrator(Time));

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _folder.Dispose();
    }
}
