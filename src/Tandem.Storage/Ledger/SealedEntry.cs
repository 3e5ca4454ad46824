namespace Tandem.Storage.Ledger;

/// <summary>An entry, its canonical JSON and that JSON's hash.</summary>
internal sealed record SealedEntry(LedgerEntry Entry, string Body, string Hash)
{
    public ChainHead Head => new(Entry.Writer, Entry.Seq, Hash);
}
