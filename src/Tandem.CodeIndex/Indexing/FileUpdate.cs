using System.Collections.Concurrent;
using System.Security.Cryptography;
using Tandem.CodeIndex.Scanning;

namespace Tandem.CodeIndex.Indexing;

/// <summary>Brings the files of the index to the state of a tree: reads only what has another stamp, analyses only what has another content.</summary>
internal sealed class FileUpdate(IndexDatabase database, ISourceTree tree, ScanLimits limits)
{
    private const int Batch = 32; // Files held in memory at a time.
    private const int FilesPerCollection = 512;
    private readonly ConcurrentBag<FileAnalyzer> _analyzers = []; // They remember the names of the files before.

    public (int Added, int Changed, int Removed) Run(IReadOnlyList<TreeEntry> entries, Action<int> progress, CancellationToken cancellationToken)
    {
        var known = LoadKnown();
        var stale = new List<(TreeEntry Entry, long? Id, byte[]? Hash)>();
        foreach (var entry in entries)
        {
            if (!known.Remove(entry.Path, out var file)) stale.Add((entry, null, null));
            else if (file.Stamp != entry.Stamp) stale.Add((entry, file.Id, file.Hash));
        }

        if (stale.Count == 0 && known.Count == 0) return (0, 0, 0);
        using var writer = new FileWriter(database);
        foreach (var gone in known.Values) writer.Remove(gone.Id);
        var (added, changed) = (0, 0);
        for (var at = 0; at < stale.Count; at += Batch)
        {
            foreach (var (analysis, entry, id, hash) in Analyze(stale, at, writer, cancellationToken))
            {
                if (id is { } old) writer.Remove(old);
                writer.Add(analysis, entry, hash);
                if (id is null) added++;
                else changed++;
            }

            progress(Math.Min(at + Batch, stale.Count));
            // Syntax trees outlive the young generations, and the collector by itself lets twice what lives pile up before it looks at the old one.
            if ((at + Batch) % FilesPerCollection == 0) Collect();
        }

        if (stale.Count >= FilesPerCollection) Collect();

        return (added, changed, known.Count);
    }

    private static void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);

    private IEnumerable<(FileAnalysis Analysis, TreeEntry Entry, long? Id, byte[] Hash)> Analyze(
        List<(TreeEntry Entry, long? Id, byte[]? Hash)> stale, int at, FileWriter writer, CancellationToken cancellationToken)
    {
        var batch = new List<(TreeEntry Entry, long? Id, byte[]? Bytes, byte[] Hash)>(Batch);
        foreach (var (entry, id, known) in stale.Skip(at).Take(Batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var bytes = entry.Size > limits.MaxFileBytes ? null : tree.Read(entry.Path, limits.MaxFileBytes);
            var hash = SHA256.HashData(bytes ?? []);
            if (id is { } same && known.AsSpan().SequenceEqual(hash)) writer.Touch(same, entry.Stamp);
            else batch.Add((entry, id, bytes, hash));
        }

        var results = new FileAnalysis[batch.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, 4), CancellationToken = cancellationToken };
        Parallel.For(0, batch.Count, options, () => _analyzers.TryTake(out var idle) ? idle : new FileAnalyzer(), (i, _, analyzer) =>
        {
            results[i] = analyzer.Analyze(batch[i].Entry.Path, batch[i].Bytes, cancellationToken);
            return analyzer;
        }, _analyzers.Add);
        return batch.Select((b, i) => (results[i], b.Entry, b.Id, b.Hash));
    }

    private Dictionary<string, (long Id, string Stamp, byte[]? Hash)> LoadKnown()
    {
        var known = new Dictionary<string, (long, string, byte[]?)>(StringComparer.Ordinal);
        using var command = database.Command("SELECT id, path, stamp, hash FROM file");
        using var rows = command.ExecuteReader();
        while (rows.Read()) known.Add(rows.GetString(1), (rows.GetInt64(0), rows.GetString(2), rows.IsDBNull(3) ? null : (byte[])rows[3]));
        return known;
    }
}
