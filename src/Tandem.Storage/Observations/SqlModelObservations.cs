using System.Data.Common;
using System.Threading.Channels;
using Tandem.Pipeline.Ledger;
using Tandem.Pipeline.Observations;
using Tandem.Storage.Databases;

namespace Tandem.Storage.Observations;

/// <summary>Observations in memory, with a copy in the database that is written behind and read once.</summary>
internal sealed class SqlModelObservations(Database database, TimeProvider time) : IModelObservations, IAsyncDisposable
{
    private const int MaxWaiting = 1024;

    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _closing = new();
    private readonly Dictionary<string, ObservationWindow> _windows = new(StringComparer.Ordinal);
    private readonly Channel<ModelObservation> _waiting =
        Channel.CreateBounded<ModelObservation>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    private Task? _loop;

    public void Record(ModelObservation observation)
    {
        lock (_lock)
        {
            Window(observation.Model).Add(observation);
            _loop ??= Task.Run(WriteBehindAsync, CancellationToken.None);
        }

        _waiting.Writer.TryWrite(observation);
    }

    public ModelStatistics? Find(string model)
    {
        lock (_lock) return _windows.TryGetValue(model, out var window) ? window.Statistics() : null;
    }

    /// <summary>Reads what earlier processes saw. Call once, before the first decision.</summary>
    /// <exception cref="LedgerUnavailableException">The store failed; estimates then start from nothing.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(connection => ListAsync(connection, cancellationToken), cancellationToken);
        lock (_lock)
        {
            foreach (var row in rows) Window(row.Model).Add(row);
        }
    }

    /// <summary>Writes what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        _closing.TrySetResult();
        if (_loop is not null) await _loop;
    }

    private static async Task<IReadOnlyList<ModelObservation>> ListAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT model, input_bytes, input_tokens, output_bytes, output_tokens, first_token_ms, duration_ms
            FROM model_observation ORDER BY seen_at
            """;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<ModelObservation>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new ModelObservation(
                reader.GetString(0),
                reader.GetInt64(1),
                reader.GetInt64(2),
                reader.GetInt64(3),
                reader.GetInt64(4),
                TimeSpan.FromMilliseconds(reader.GetDouble(5)),
                TimeSpan.FromMilliseconds(reader.GetDouble(6))));
        }

        return rows;
    }

    private ObservationWindow Window(string model)
    {
        if (!_windows.TryGetValue(model, out var window)) _windows.Add(model, window = new ObservationWindow());
        return window;
    }

    private async Task WriteBehindAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            await GatherAsync();
            var batch = new List<ModelObservation>();
            while (_waiting.Reader.TryRead(out var observation)) batch.Add(observation);
            try
            {
                await WriteAsync(batch);
            }
            catch (LedgerUnavailableException)
            {
                // These rows are lost, which only makes the next estimate a little older; the ledger reports the failure where it counts.
            }
        }
    }

    /// <summary>A transaction now and then: the ledger's, which requests wait for, shall not wait for these.</summary>
    private async Task GatherAsync() => await Task.WhenAny(Task.Delay(Gathering, time), _closing.Task); // Where the process ends, what waits is written now.

    private Task<int> WriteAsync(List<ModelObservation> batch) => database.ReadAsync(
        async connection =>
        {
            await using var transaction = await database.Engine.BeginWriteAsync(connection, CancellationToken.None);
            await using var statements = Statements.Over(connection);
            statements.Transaction = transaction;
            foreach (var observation in batch) await InsertAsync(statements, observation);
            foreach (var model in batch.Select(o => o.Model).Distinct()) await ForgetOldAsync(statements, model);
            await transaction.CommitAsync();
            return batch.Count;
        },
        CancellationToken.None);

    private ValueTask<int> InsertAsync(Statements statements, ModelObservation observation) => statements.ExecuteAsync(
        """
        INSERT INTO model_observation (model, seen_at, input_bytes, input_tokens, output_bytes, output_tokens, first_token_ms, duration_ms)
        VALUES (@model, @time, @inputBytes, @inputTokens, @outputBytes, @outputTokens, @first, @duration)
        """,
        ("@model", observation.Model),
        ("@time", Rfc3339.Format(time.GetUtcNow())),
        ("@inputBytes", observation.InputBytes),
        ("@inputTokens", observation.InputTokens),
        ("@outputBytes", observation.OutputBytes),
        ("@outputTokens", observation.OutputTokens),
        ("@first", observation.FirstToken.TotalMilliseconds),
        ("@duration", observation.Duration.TotalMilliseconds));

    private static ValueTask<int> ForgetOldAsync(Statements statements, string model) => statements.ExecuteAsync(
        """
        DELETE FROM model_observation WHERE model = @model AND seen_at <
            (SELECT seen_at FROM model_observation WHERE model = @model ORDER BY seen_at DESC LIMIT 1 OFFSET @kept)
        """,
        ("@model", model), ("@kept", (long)ObservationWindow.Size));
}
