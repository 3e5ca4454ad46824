using System.Runtime.InteropServices;

namespace Tandem.CodeIndex.Indexing;

/// <summary>Finds the files that an import names, by path alone: no build file is read.</summary>
internal sealed class ImportResolver
{
    private const int MaxMatches = 3; // More is a common name, not a hit.
    private static readonly string[] FolderModules = ["", "/index", "/__init__", "/mod", "/lib"];
    private readonly Dictionary<string, int> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string Path, int Id)>> _byLastName = new(StringComparer.Ordinal);

    public ImportResolver(IEnumerable<(int Id, string Path)> files)
    {
        foreach (var (id, path) in files)
        {
            var bare = WithoutExtension(path);
            _byPath.TryAdd(bare, id);
            foreach (var module in FolderModules)
            {
                if (!bare.EndsWith(module, StringComparison.Ordinal)) continue;
                var name = bare[..^module.Length];
                ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(_byLastName, name[(name.LastIndexOf('/') + 1)..], out _);
                (list ??= []).Add(("/" + name, id));
            }
        }
    }

    /// <summary>The files that a file's imports name, each once.</summary>
    /// <param name="imports">As the index keeps them, one a line.</param>
    public IEnumerable<int> ResolveAll(string from, string imports) =>
        imports.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(import => Resolve(from, import)).Distinct();

    private List<int> Resolve(string from, string import)
    {
        var target = import.EndsWith(".h", StringComparison.Ordinal) || import.StartsWith('.') ? WithoutExtension(import) : import;
        if (target.StartsWith('.'))
        {
            var folder = from.LastIndexOf('/') is >= 0 and var slash ? from[..slash] : "";
            if (Combine(folder, target) is not { } path) return [];
            foreach (var module in FolderModules)
                if (_byPath.TryGetValue(path.Length == 0 ? module.TrimStart('/') : path + module, out var id)) return [id];
            return [];
        }

        var suffix = "/" + target.TrimStart('/');
        if (!_byLastName.TryGetValue(suffix[(suffix.LastIndexOf('/') + 1)..], out var named)) return [];
        var matches = named.Where(n => n.Path.EndsWith(suffix, StringComparison.Ordinal)).Select(n => n.Id).Take(MaxMatches + 1).ToList();
        return matches.Count <= MaxMatches ? matches : [];
    }

    private static string? Combine(string folder, string relative)
    {
        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in relative.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count == 0) return null; // Leaves the tree.
            else parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('/', parts);
    }

    private static string WithoutExtension(string path)
    {
        var dot = path.LastIndexOf('.');
        return dot > path.LastIndexOf('/') + 1 ? path[..dot] : path;
    }
}
