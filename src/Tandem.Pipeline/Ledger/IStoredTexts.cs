namespace Tandem.Pipeline.Ledger;

/// <summary>Deletes prompts and answers. The ledger keeps their hashes and everything else.</summary>
public interface IStoredTexts
{
    /// <summary>Deletes what was stored for <paramref name="owner"/> before a time. Returns how many requests lost their text.</summary>
    /// <exception cref="LedgerUnavailableException">The store failed.</exception>
    Task<int> DeleteAsync(string owner, DateTimeOffset before, CancellationToken cancellationToken);
}
