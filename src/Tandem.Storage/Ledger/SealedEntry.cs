namespace Tandem.Storage.Ledger;

/// <summary>An entry, its canonical JSON and that JSON's hash.</summary>
/// <param name="Body">UTF-8; valid until the next entry is sealed.</param>
internal sealed record SealedEntry(LedgerEntry Entry, ReadOnlyMemory<byte> Body, string Hash)
{
    public ChainHead Head => new(Entry.Writer, Entry.Seq, Hash);
}
