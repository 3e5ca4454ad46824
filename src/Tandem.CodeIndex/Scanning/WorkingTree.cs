using System.Collections.Concurrent;
using System.Globalization;

namespace Tandem.CodeIndex.Scanning;

/// <summary>The files of a folder on disk: what git tracks or would track, or, where git does not know the folder, what a careful walk finds.</summary>
public sealed class WorkingTree(string root) : ISourceTree
{
    private const int StatBatch = 512;

    /// <summary>The full path of the folder.</summary>
    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    public string Name => Root;

    /// <summary>The paths alone, without asking the disk about each: what git tracks may be gone, a link or another repository.</summary>
    /// <remarks>Nothing behind a folder that is a link: git goes by names, and a link in a tracked folder's place would lead out.</remarks>
    public IReadOnlyList<string> Paths(ICollection<string> notes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notes);
        if (!Directory.Exists(Root)) throw new DirectoryNotFoundException($"There is no folder '{Root}'.");
        if (ListByGit(notes, cancellationToken) is not { } tracked) return FolderWalk.List(Root, notes, cancellationToken);
        var links = new LinkedFolders(Root);
        tracked.RemoveAll(path => links.Hold(path));
        return tracked;
    }

    public IReadOnlyList<TreeEntry> List(ICollection<string> notes, CancellationToken cancellationToken)
    {
        var paths = Paths(notes, cancellationToken);
        var found = new TreeEntry?[paths.Count];
        // One system call per file is most of a check of an unchanged tree, so all cores share it.
        Parallel.ForEach(Partitioner.Create(0, Math.Max(1, paths.Count), StatBatch), new ParallelOptions { CancellationToken = cancellationToken }, range =>
        {
            for (var i = range.Item1; i < Math.Min(range.Item2, found.Length); i++) found[i] = Stat(paths[i]);
        });
        var entries = new List<TreeEntry>(found.Length);
        foreach (var entry in found)
            if (entry is { } file) entries.Add(file);
        return entries;
    }

    private TreeEntry? Stat(string path)
    {
        // Links, submodules (folders), pipes and files that are listed but gone have no content of their own here.
        var file = new FileInfo($"{Root}{Path.DirectorySeparatorChar}{path}");
        if (!file.Exists || (file.Attributes & (FileAttributes.ReparsePoint | FileAttributes.Device)) != 0) return null;
        return new TreeEntry(path, string.Create(CultureInfo.InvariantCulture, $"{file.Length}:{file.LastWriteTimeUtc.Ticks}"), file.Length);
    }

    public byte[]? Read(string path, long limit)
    {
        try
        {
            var file = new FileInfo(Path.Combine(Root, path));
            if (!file.Exists || file.Length > limit) return null; // A huge file would fill memory.
            if (file.Length == 0) return []; // Pipes and devices have no length either, and opening a pipe waits for its other end.
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (!stream.CanSeek || stream.Length > limit) return null; // It may have changed meanwhile.
            var bytes = new byte[stream.Length];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return read == bytes.Length ? bytes : bytes[..read];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private List<string>? ListByGit(ICollection<string> notes, CancellationToken cancellationToken)
    {
        List<string> paths = [];
        var seen = new HashSet<string>(StringComparer.Ordinal); // A path in a merge conflict is listed once per side.
        var failure = GitCommand.Read(
            Root,
            ["ls-files", "-c", "-o", "--exclude-standard", "-z"],
            output =>
            {
                foreach (var path in output.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries))
                    if (!path.EndsWith('/') && seen.Add(path)) paths.Add(path); // A trailing slash marks another repository inside this one.
            },
            cancellationToken);
        if (failure is null) return paths;
        notes.Add(failure.Contains("not a git repository", StringComparison.Ordinal)
            ? $"'{Root}' is not a git repository: its files are listed without git, and past changes are unknown"
            : $"files are listed without git, and past changes are unknown: {failure}");
        return null;
    }
}
