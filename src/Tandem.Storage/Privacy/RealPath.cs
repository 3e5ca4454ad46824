namespace Tandem.Storage.Privacy;

/// <summary>Paths with every link in them resolved, so that one folder has one name.</summary>
public static class RealPath
{
    private const int MaxLinks = 40; // What Linux follows before it says ELOOP.

    /// <summary>The real path; parts that do not exist stay as they are written.</summary>
    /// <exception cref="IOException">The links form a ring.</exception>
    public static string Of(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        for (var links = 0; links <= MaxLinks; links++)
        {
            if (FirstLink(full) is not { } link) return full;
            var rest = Path.GetRelativePath(link.Path, full);
            full = Path.TrimEndingDirectorySeparator(rest == "." ? link.Target : Path.GetFullPath(Path.Combine(link.Target, rest)));
        }

        throw new IOException($"'{path}' has more than {MaxLinks} links in it. Name the folder itself.");
    }

    private static (string Path, string Target)? FirstLink(string full)
    {
        var root = Path.GetPathRoot(full)!;
        var current = root;
        foreach (var part in full[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var folder = current;
            current = Path.Combine(current, part);
            if (new FileInfo(current).LinkTarget is { } target) return (current, Path.GetFullPath(Path.Combine(folder, target)));
        }

        return null;
    }
}
