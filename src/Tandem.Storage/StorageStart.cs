using Tandem.Pipeline.Ledger;
using Tandem.Storage.Observations;

namespace Tandem.Storage;

/// <summary>What a host that answers requests does once before the first: frees what dead processes held, reads what was measured of models.</summary>
public sealed class StorageStart
{
    private readonly ILedger _ledger;
    private readonly SqlModelObservations _observations;
    private readonly TimeProvider _time;

    internal StorageStart(ILedger ledger, SqlModelObservations observations, TimeProvider time) =>
        (_ledger, _observations, _time) = (ledger, observations, time);

    /// <summary>Returns how many reservations were left behind.</summary>
    /// <exception cref="LedgerUnavailableException">The store failed.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await _observations.LoadAsync(cancellationToken);
        return await _ledger.ExpireAsync(_time.GetUtcNow(), cancellationToken);
    }
}
