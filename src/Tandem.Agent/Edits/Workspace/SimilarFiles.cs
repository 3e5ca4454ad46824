namespace Tandem.Agent.Edits.Workspace;

/// <summary>Suggests files of the same name for a path that does not exist; choosing one would be a guess.</summary>
internal static class SimilarFiles
{
    private const int MaxEntries = 20_000; // A hint is not worth a second on a huge tree.
    private const int MaxSuggestions = 3;

    public static string Hint(string root, string relative)
    {
        var name = Path.GetFileName(relative);
        var found = Walk(root, name).Take(MaxSuggestions).Select(path => $"`{Path.GetRelativePath(root, path).Replace('\\', '/')}`").ToList();
        return found.Count == 0
            ? "Check the path, or create the file in the same reply."
            : $"Did you mean {string.Join(" or ", found)}? Name the path relative to the workspace.";
    }

    private static IEnumerable<string> Walk(string root, string name)
    {
        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var folders = new Queue<string>([root]);
        var seen = 0;
        while (folders.TryDequeue(out var folder))
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", options))
            {
                if (++seen > MaxEntries) yield break;
                if (entry is DirectoryInfo)
                {
                    if (entry.Name is not (".git" or "node_modules" or "bin" or "obj")) folders.Enqueue(entry.FullName);
                }
                else if (string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase))
                {
                    yield return entry.FullName;
                }
            }
        }
    }
}
