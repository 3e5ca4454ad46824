namespace Tandem.CodeIndex.Scanning;

/// <summary>Lists a folder that git does not know: honours <c>.gitignore</c> files, follows no links, and leaves out what tools generate.</summary>
internal static class FolderWalk
{
    public const int MaxFiles = 200_000;
    private const int MaxDepth = 64;
    private const int MaxIgnoreBytes = 1 << 20;

    // Without a repository nobody wrote down what is generated; these names are nobody's source.
    private static readonly HashSet<string> Generated = new(StringComparer.Ordinal)
    {
        ".git", ".hg", ".svn", "node_modules", "bower_components", "__pycache__", ".venv", "venv", ".tox", ".mypy_cache", ".pytest_cache",
        ".gradle", ".idea", ".vs", ".vscode", ".cache", "bin", "obj", "target", "build", "out", "coverage", ".next", ".nuxt",
    };

    public static List<string> List(string root, ICollection<string> notes, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        Walk(new DirectoryInfo(root), "", [], found, notes, 0, cancellationToken);
        if (found.Count >= MaxFiles) notes.Add($"stopped at {MaxFiles} files under '{root}': index a smaller folder, or ignore what is not source");
        return found;
    }

    private static void Walk(
        DirectoryInfo folder, string path, List<(string Folder, IgnoreRules Rules)> ignores, List<string> found, ICollection<string> notes,
        int depth, CancellationToken cancellationToken)
    {
        if (depth > MaxDepth || found.Count >= MaxFiles) return;
        cancellationToken.ThrowIfCancellationRequested();
        FileSystemInfo[] entries;
        try
        {
            entries = folder.GetFileSystemInfos();
            var ignoreFile = new FileInfo(Path.Combine(folder.FullName, ".gitignore"));
            // A pipe under that name has no length, and would be waited for; a link may lead to a device, and git does not follow it either.
            if (ignoreFile is { Exists: true, LinkTarget: null, Length: > 0 and < MaxIgnoreBytes }) ignores = [.. ignores, (path, new IgnoreRules(File.ReadAllText(ignoreFile.FullName)))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            notes.Add($"'{folder.FullName}' was left out: {e.Message}");
            return;
        }

        Array.Sort(entries, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        foreach (var entry in entries)
        {
            if (entry.LinkTarget is not null) continue; // A link's target is indexed where it lies; links can form loops and lead outside.
            var isFolder = entry is DirectoryInfo;
            var relative = path + entry.Name;
            if ((isFolder && Generated.Contains(entry.Name)) || IsIgnored(ignores, relative, isFolder)) continue;
            if (isFolder) Walk((DirectoryInfo)entry, relative + "/", ignores, found, notes, depth + 1, cancellationToken);
            else if (found.Count < MaxFiles) found.Add(relative);
        }
    }

    private static bool IsIgnored(List<(string Folder, IgnoreRules Rules)> ignores, string path, bool isFolder)
    {
        for (var i = ignores.Count - 1; i >= 0; i--) // The nearest file decides first.
            if (ignores[i].Rules.Decide(path[ignores[i].Folder.Length..], isFolder) is { } decided) return decided;
        return false;
    }
}
