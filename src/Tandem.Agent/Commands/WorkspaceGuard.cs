using System.IO.Enumeration;
using System.Security.Cryptography;

namespace Tandem.Agent.Commands;

/// <summary>Keeps what governs in a workspace as it is while commands run: what is there is mounted read-only, what is not there yet is kept from appearing.</summary>
/// <remarks>A file that does not exist cannot be mounted over without creating it. Folders that editors and git watch get an empty stand-in for the
/// length of a command; anything else that has appeared by its end is renamed. Commands of one runner share the stand-ins.</remarks>
internal sealed class WorkspaceGuard(string workspace, string dataFolder)
{
    private const int MaxEntries = 100_000; // Of a tree too large to look through, the top is guarded.

    private static readonly HashSet<string> Generated = new(StringComparer.OrdinalIgnoreCase)
    {
        "node_modules", "bin", "obj", "target", ".venv", "venv", "__pycache__", "dist", "build", "vendor", ".gradle", ".tox",
    };

    private readonly Lock _lock = new();
    private readonly StandIns _standIns = new(workspace, dataFolder);
    private int _running;

    public Guarded Begin()
    {
        lock (_lock)
        {
            if (_running == 0) _standIns.Make();
            _running++;
            var made = _standIns.Folders;
            var links = new Dictionary<string, string>(StringComparer.Ordinal);
            var readOnly = new List<string>();
            foreach (var path in Find().Except(made))
            {
                if (new FileInfo(path).LinkTarget is not { } target) readOnly.Add(path);
                else if (links.TryAdd(path, target) && Inside(path) is { } real) readOnly.Add(real);
            }
            return new Guarded(this, readOnly, made, links);
        }
    }

    /// <summary>All that governs, stand-ins included. Full paths.</summary>
    private HashSet<string> Find()
    {
        var seen = 0;
        var entries = new FileSystemEnumerable<string>(
            workspace, (ref FileSystemEntry entry) => entry.ToFullPath(), new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = 0 })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => IsGoverning(entry.FileName),
            ShouldRecursePredicate = (ref FileSystemEntry entry) =>
                ++seen < MaxEntries && (entry.Attributes & FileAttributes.ReparsePoint) == 0 && !IsGoverning(entry.FileName) && !Generated.Contains(entry.FileName.ToString())
                && !IsData(ref entry),
        };
        return new HashSet<string>(entries, StringComparer.Ordinal);
    }

    private static bool IsGoverning(ReadOnlySpan<char> name) =>
        // Nearly every name ends the question here, without a string.
        (name[0] is '.' or 't' or 'T' or 'A' or 'a' or 'C' or 'c' or 'g' or 'G' || name[0] > 127) && GoverningNames.Contains(name.ToString());

    private bool IsData(ref FileSystemEntry entry) => dataFolder.StartsWith(workspace, StringComparison.Ordinal) && entry.ToFullPath() == dataFolder;

    /// <summary>What a link leads to, where that lies in the workspace. A link itself cannot be mounted over; that is looked at afterwards.</summary>
    private string? Inside(string link)
    {
        try
        {
            var target = new FileInfo(link).ResolveLinkTarget(returnFinalTarget: true)?.FullName;
            return target is not null && target.StartsWith(workspace + "/", StringComparison.Ordinal) && Path.Exists(target) ? target : null;
        }
        catch (IOException)
        {
            return null; // A ring of links.
        }
    }

    private List<RefusedFile> RefuseNew(IReadOnlyList<string> before, IReadOnlyList<string> standIns, IReadOnlyDictionary<string, string> links)
    {
        var unchanged = links.Where(link => new FileInfo(link.Key).LinkTarget == link.Value).Select(link => link.Key);
        var known = new HashSet<string>([.. before, .. standIns, .. unchanged], StringComparer.Ordinal);
        var refused = new List<RefusedFile>();
        foreach (var path in Find().Where(path => !known.Contains(path)).Order(StringComparer.Ordinal))
        {
            var name = $"{Path.GetFileName(path)}.refused-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
            var target = Path.Combine(Path.GetDirectoryName(path)!, name);
            if (File.GetAttributes(path).HasFlag(FileAttributes.Directory) && new DirectoryInfo(path).LinkTarget is null) Directory.Move(path, target);
            else File.Move(path, target);
            refused.Add(new RefusedFile(Path.GetRelativePath(workspace, path), name));
        }
        foreach (var (path, target) in links)
        {
            if (!Path.Exists(path) && new FileInfo(path).LinkTarget is null) File.CreateSymbolicLink(path, target);
        }
        return refused;
    }

    private void End()
    {
        lock (_lock)
        {
            if (--_running == 0) _standIns.Remove();
        }
    }

    /// <summary>One command's share of the guard.</summary>
    internal sealed class Guarded(WorkspaceGuard guard, IReadOnlyList<string> readOnly, IReadOnlyList<string> emptyFolders, IReadOnlyDictionary<string, string> links) : IDisposable
    {
        public IReadOnlyList<string> ReadOnlyPaths => readOnly;

        public IReadOnlyList<string> EmptyFolders => emptyFolders;

        /// <summary>Renames what has appeared and governs.</summary>
        public IReadOnlyList<RefusedFile> Refuse()
        {
            try
            {
                return guard.RefuseNew(readOnly, emptyFolders, links);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return []; // It went away by itself.
            }
        }

        public void Dispose() => guard.End();
    }
}
