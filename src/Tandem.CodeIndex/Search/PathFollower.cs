using Tandem.CodeIndex.Indexing;

namespace Tandem.CodeIndex.Search;

/// <summary>Finds today's file for a path of the past: by the renames that git saw, else by a file name that only one file has.</summary>
internal sealed class PathFollower
{
    private const int MaxSteps = 16; // Renames can form a loop over the years.
    private readonly Dictionary<string, string> _renames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, int> _fileByPath;

    public PathFollower(IndexDatabase database, IReadOnlyDictionary<string, int> fileByPath)
    {
        _fileByPath = fileByPath;
        foreach (var (path, file) in fileByPath)
            if (!_byName.TryAdd(NameOf(path), file)) _byName[NameOf(path)] = -1; // Ambiguous.
        using var command = database.Command("SELECT from_path, to_path FROM rename");
        using var rows = command.ExecuteReader();
        while (rows.Read()) _renames[rows.GetString(0)] = rows.GetString(1);
    }

    /// <summary>The position of today's file, or -1.</summary>
    public int Follow(string path)
    {
        for (var step = 0; step < MaxSteps; step++)
        {
            if (_fileByPath.TryGetValue(path, out var file)) return file;
            if (!_renames.TryGetValue(path, out var next)) break;
            path = next;
        }

        return _byName.GetValueOrDefault(NameOf(path), -1);
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
