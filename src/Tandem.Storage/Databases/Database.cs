using System.Data.Common;
using Tandem.Pipeline.Ledger;

namespace Tandem.Storage.Databases;

/// <summary>The one database: opened and migrated on first use, so that a command that needs none pays nothing.</summary>
internal sealed class Database(IDatabaseEngine engine, Migrator migrator) : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile bool _ready;

    public IDatabaseEngine Engine => engine;

    /// <summary>A connection to the migrated database.</summary>
    /// <exception cref="LedgerUnavailableException">It cannot be opened, is not ours, or is newer than this program.</exception>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!_ready) await PrepareAsync(cancellationToken);
            return await engine.Source.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception exception) when (IsStorageError(exception))
        {
            throw Unavailable(exception);
        }
    }

    /// <summary>Runs <paramref name="work"/> on a connection of its own; a storage error becomes <see cref="LedgerUnavailableException"/>.</summary>
    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        try
        {
            return await work(connection);
        }
        catch (Exception exception) when (IsStorageError(exception))
        {
            throw Unavailable(exception);
        }
    }

    public LedgerUnavailableException Unavailable(Exception exception) =>
        exception as LedgerUnavailableException ?? new LedgerUnavailableException($"{engine.Place}: {engine.Explain(exception)}", exception);

    public static bool IsStorageError(Exception exception) => exception is DbException or IOException or UnauthorizedAccessException;

    public async ValueTask DisposeAsync()
    {
        _opening.Dispose();
        await engine.DisposeAsync();
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_ready) return;
            await engine.PrepareAsync(cancellationToken);
            await migrator.MigrateAsync(engine, cancellationToken);
            _ready = true;
        }
        finally
        {
            _opening.Release();
        }
    }
}
