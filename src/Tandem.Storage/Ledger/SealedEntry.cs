namespace Tandem.Storage.Ledger;

/// <summary>An entry, its canonical JSON and that JSON's hash.</summary>
/// <param name="Body">UTF-8.</param>
internal sealed record SealedEntry(LedgerEntry Entry, byte[] Body, string Hash)
{
    public ChainHead Head => new(Entry.Writer, Entry.Seq, Hash);
}
