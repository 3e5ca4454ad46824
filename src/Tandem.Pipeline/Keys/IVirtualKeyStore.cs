using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;

namespace Tandem.Pipeline.Keys;

/// <summary>The virtual keys. Safe for concurrent use.</summary>
public interface IVirtualKeyStore
{
    /// <summary>Keeps a new key by the hash of its secret.</summary>
    /// <exception cref="LedgerUnavailableException">The store failed.</exception>
    Task AddAsync(VirtualKey key, string secretHash, CancellationToken cancellationToken);

    /// <summary>Ends a key. False = there is none of that id. A key that has ended stays ended at its first time.</summary>
    /// <exception cref="LedgerUnavailableException">The store failed.</exception>
    Task<bool> RevokeAsync(KeyId id, DateTimeOffset time, CancellationToken cancellationToken);

    /// <summary>Every key ever made, with the hash of its secret, oldest first.</summary>
    /// <exception cref="LedgerUnavailableException">The store failed.</exception>
    Task<IReadOnlyList<StoredKey>> ListAsync(CancellationToken cancellationToken);
}
