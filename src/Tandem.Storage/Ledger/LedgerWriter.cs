using System.Data.Common;
using System.Threading.Channels;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Storage.Databases;

namespace Tandem.Storage.Ledger;

/// <summary>Writes for every caller of this process: what waits together is one transaction, and so one wait for the disk.</summary>
internal sealed class LedgerWriter(Database database, TimeProvider time) : IAsyncDisposable
{
    private const int MaxWaiting = 4096;
    private const int MaxBatch = 256;
    private const int MaxTries = 8;

    private readonly Channel<LedgerOperation> _waiting =
        Channel.CreateBounded<LedgerOperation>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private readonly Lock _starting = new();
    private Task? _loop;
    private WriterSession? _session;

    /// <summary>Runs <paramref name="work"/> by the rules; returns when it is durable.</summary>
    /// <remarks>Cancellation counts until the work begins.</remarks>
    /// <exception cref="LedgerUnavailableException">It may or may not have been written: repeat it with the same ids.</exception>
    public async Task<T> RunAsync<T>(Func<LedgerRules, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        var operation = new LedgerOperation<T>(work);
        lock (_starting) _loop ??= Task.Run(LoopAsync, CancellationToken.None);
        try
        {
            await _waiting.Writer.WriteAsync(operation, cancellationToken);
        }
        catch (ChannelClosedException exception)
        {
            throw new LedgerUnavailableException("The ledger is closed: this process is ending.", exception);
        }

        await using var registration = cancellationToken.Register(() => operation.Cancel(cancellationToken));
        return await operation.Task;
    }

    /// <summary>Finishes what waits, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (_loop is not null) await _loop;
        await CloseSessionAsync();
    }

    private async Task LoopAsync()
    {
        var batch = new List<LedgerOperation>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            Take(batch);
            await Task.Yield(); // Whoever is about to write gets to it first where the processors are busy: one wait for the disk more is saved.
            Take(batch);
            if (batch.Count > 0) await WriteAsync(batch);
            batch.Clear();
        }
    }

    private void Take(List<LedgerOperation> batch)
    {
        while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var operation))
        {
            if (operation.TryBegin()) batch.Add(operation);
        }
    }

    private async Task WriteAsync(List<LedgerOperation> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _session ??= await WriterSession.OpenAsync(database, PrefixedId.New("wri_", time.GetUtcNow()));
                await _session.WriteAsync(batch, time.GetUtcNow());
                foreach (var operation in batch) operation.Deliver();
                return;
            }
            catch (Exception exception)
            {
                // Whether the transaction is there is unknown: a new chain is right in both cases.
                await CloseSessionAsync();
                if (attempt < MaxTries && exception is DbException error && IsWorthRepeating(error)) continue;
                if (batch.Count == 1) batch[0].Fail(FailureOf(exception));
                else await WriteEachAsync(batch); // One of them may be the cause: it shall not take the others down.
                return;
            }
        }
    }

    private async Task WriteEachAsync(List<LedgerOperation> batch)
    {
        foreach (var operation in batch) await WriteAsync([operation]);
    }

    private bool IsWorthRepeating(DbException error) => database.Engine.IsTransient(error) || database.Engine.IsDuplicate(error);

    private LedgerUnavailableException FailureOf(Exception exception) =>
        Database.IsStorageError(exception) ? database.Unavailable(exception) : new LedgerUnavailableException(exception.Message, exception);

    private async Task CloseSessionAsync()
    {
        if (_session is { } session) await session.DisposeAsync();
        _session = null;
    }
}
