using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Tandem.Pipeline.Keys;

namespace Tandem.Server.Callers;

/// <summary>The virtual keys in memory, read anew when they are older than allowed. Safe for concurrent use.</summary>
internal sealed class KeyCache(IVirtualKeyStore store, TimeSpan refresh, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Snapshot? _known;

    /// <summary>Any key was ever made: then one is needed.</summary>
    /// <exception cref="Tandem.Pipeline.Ledger.LedgerUnavailableException">The keys cannot be read: nobody is let in by an old view.</exception>
    public async ValueTask<bool> AnyAsync(CancellationToken cancellationToken) => (await ReadAsync(cancellationToken)).ByHash.Count > 0;

    /// <summary>The live key of a secret, or null.</summary>
    /// <exception cref="Tandem.Pipeline.Ledger.LedgerUnavailableException">The keys cannot be read.</exception>
    public async ValueTask<VirtualKey?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var known = await ReadAsync(cancellationToken);
        var hash = KeySecret.Hash(secret);
        return known.ByHash.TryGetValue(hash, out var stored)
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(stored.SecretHash))
            && stored.Key.IsLive(time.GetUtcNow()) ? stored.Key : null;
    }

    /// <summary>The next look reads the store.</summary>
    public void Forget() => _known = null;

    public void Dispose() => _reading.Dispose();

    private ValueTask<Snapshot> ReadAsync(CancellationToken cancellationToken) =>
        _known is { } known && time.GetElapsedTime(known.At) < refresh ? new(known) : new(ReadStoreAsync(cancellationToken));

    private async Task<Snapshot> ReadStoreAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_known is { } known && time.GetElapsedTime(known.At) < refresh)
                return known;
            var at = time.GetTimestamp(); // Before the read: what is revoked while it runs is seen at the next one.
            var keys = await store.ListAsync(cancellationToken);
            return _known = new Snapshot(keys.ToFrozenDictionary(key => key.SecretHash, StringComparer.Ordinal), at);
        }
        finally
        {
            _reading.Release();
        }
    }

    private sealed record Snapshot(FrozenDictionary<string, StoredKey> ByHash, long At);
}
