namespace Tandem.Storage.Ledger;

/// <summary>What a writer knows of its own chain without asking the database. After a failed transaction it is thrown away with its session.</summary>
internal sealed class ChainMemory(string writer) : IDisposable
{
    private readonly List<AheadEntry> _ahead = [];
    private readonly Dictionary<string, OpenReservation> _open = new(StringComparer.Ordinal);

    /// <summary>Where the chain ends.</summary>
    public ChainHead Head { get; private set; } = ChainHead.Start(writer);

    /// <summary>How far the chain is in the tables that people read.</summary>
    public long Projected => Head.Seq - _ahead.Count;

    /// <summary>Entries that are not in those tables yet, in order.</summary>
    public IReadOnlyList<AheadEntry> Ahead => _ahead;

    /// <summary>Where entries are written before they are stored.</summary>
    public EntryBytes Bytes { get; } = new();

    /// <summary>A reservation of this writer that it has not resolved; another process may have ended it.</summary>
    public OpenReservation? FindOpen(string requestId) => _open.GetValueOrDefault(requestId);

    public void Append(SealedEntry next)
    {
        Head = next.Head;
        var ahead = AheadEntry.Of(next.Entry);
        _ahead.Add(ahead);
        if (ahead.Opens is { } open) _open.Add(open.RequestId, open);
        else if (ahead.Ends is { } ended) _open.Remove(ended);
    }

    /// <summary>The reservation turned out to be ended by another process.</summary>
    public void Forget(string requestId) => _open.Remove(requestId);

    public void MarkProjected() => _ahead.Clear();

    public void Dispose() => Bytes.Dispose();
}
