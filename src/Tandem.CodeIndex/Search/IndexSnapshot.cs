using System.Runtime.InteropServices;
using Tandem.CodeIndex.Indexing;
using Tandem.CodeIndex.Scanning;

namespace Tandem.CodeIndex.Search;

/// <summary>One state of the index in memory, without the words: files, links, and who touched what.</summary>
internal sealed class IndexSnapshot
{
    private readonly List<int> _fileById = []; // By id, which SQLite counts up: every posting of a question is looked up here.
    private readonly List<int> _pastById = [];
    private readonly Dictionary<string, int> _fileByPath = new(StringComparer.Ordinal);

    public List<IndexedFile> Files { get; } = [];

    public List<PastChange> Past { get; } = [];

    /// <summary>Mean words per field over all files that have any.</summary>
    public double[] MeanLengths { get; } = new double[FileAnalyzer.FieldCount];

    public double MeanPastWords { get; private set; } = 1;

    public float[] Rank { get; private set; } = [];

    public static IndexSnapshot Load(IndexDatabase database)
    {
        var snapshot = new IndexSnapshot();
        snapshot.LoadFiles(database);
        snapshot.LoadPast(database);
        snapshot.Rank = LinkRank.Compute(snapshot.Files);
        return snapshot;
    }

    /// <summary>The position of a file by its id in the index; -1 where it is gone.</summary>
    public int FileOf(int id) => id < _fileById.Count ? _fileById[id] : -1;

    public int PastOf(int id) => id < _pastById.Count ? _pastById[id] : -1;

    public int FileAt(string path) => _fileByPath.GetValueOrDefault(path, -1);

    private void LoadFiles(IndexDatabase database)
    {
        var targets = new List<byte[]?>();
        using var command = database.Command("SELECT id, path, role, lines, lengths, targets FROM file");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var lengths = MemoryMarshal.Cast<byte, int>((byte[])rows[4]).ToArray();
            var file = new IndexedFile(rows.GetInt32(0), rows.GetString(1), (PathRole)rows.GetInt32(2), rows.GetInt32(3), lengths);
            Put(_fileById, file.Id, Files.Count);
            _fileByPath[file.Path] = Files.Count;
            Files.Add(file);
            targets.Add(rows.IsDBNull(5) ? null : (byte[])rows[5]);
        }

        for (var i = 0; i < Files.Count; i++)
        {
            var numbers = MemoryMarshal.Cast<byte, int>(targets[i]);
            var links = new List<(int, float)>(numbers.Length / 2);
            for (var n = 0; n + 1 < numbers.Length; n += 2)
                if (FileOf(numbers[n]) is >= 0 and var target) links.Add((target, numbers[n + 1] / (float)GraphUpdate.WeightScale));
            Files[i].Targets = [.. links];
        }

        for (var field = 0; field < MeanLengths.Length; field++)
        {
            var index = field;
            MeanLengths[field] = Math.Max(1, Files.Where(f => f.Lengths[index] > 0).Select(f => (double)f.Lengths[index]).DefaultIfEmpty(1).Average());
        }
    }

    private static void Put(List<int> byId, int id, int position)
    {
        while (byId.Count <= id) byId.Add(-1);
        byId[id] = position;
    }

    private void LoadPast(IndexDatabase database)
    {
        var paths = new PathFollower(database, _fileByPath);
        using var command = database.Command("SELECT id, time, words, paths FROM past ORDER BY time DESC, id DESC");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var touched = rows.GetString(3).Split('\n');
            var files = touched.Select(paths.Follow).Where(f => f >= 0).Distinct().ToArray();
            if (files.Length == 0) continue;
            Put(_pastById, rows.GetInt32(0), Past.Count);
            Past.Add(new PastChange(rows.GetInt64(1), rows.GetInt32(2), files, touched.Length));
        }

        if (Past.Count > 0) MeanPastWords = Math.Max(1, Past.Average(p => (double)p.Words));
    }
}
