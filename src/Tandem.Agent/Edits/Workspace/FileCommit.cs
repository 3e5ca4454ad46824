using System.Security.Cryptography;

namespace Tandem.Agent.Edits.Workspace;

/// <summary>Writes a set of files so that after a crash at any moment each is old or new, and the next start makes all of them the same.</summary>
/// <param name="paths">The workspace.</param>
/// <param name="reached">Told after each durable step; tests end the commit there.</param>
internal sealed class FileCommit(PathResolver paths, Action<string>? reached = null) : IDisposable
{
    private readonly List<(FileWrite Write, JournalStep Step)> _steps = [];
    private readonly Dictionary<string, HeldFolder> _folders = new(StringComparer.Ordinal);

    public void Run(IReadOnlyList<FileWrite> writes)
    {
        using var journal = EditJournal.Open(paths);
        var folders = MissingFolders(writes);
        foreach (var write in writes) _steps.Add((write, ToStep(write)));
        journal.Prepare(new JournalRecord { Version = 1, Steps = [.. _steps.Select(step => step.Step)], NewFolders = folders });
        reached?.Invoke("prepared");
        try
        {
            foreach (var folder in folders) Directory.CreateDirectory(Path.Combine(paths.Root, folder));
            foreach (var (write, step) in _steps) WriteTemporary(write, step);
            foreach (var (write, _) in _steps) ThrowIfStale(write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or EditRefusedException)
        {
            JournalRecovery.Run(paths, new JournalRecord { Version = 1, Steps = [.. _steps.Select(step => step.Step)], NewFolders = folders }, committed: false);
            journal.Close();
            throw;
        }
        journal.Commit();
        reached?.Invoke("committed");
        Publish();
        journal.Close();
    }

    public void Dispose()
    {
        foreach (var folder in _folders.Values) folder.Dispose();
    }

    /// <summary>A file beside, or at, a place, through the folder as it was first found.</summary>
    private string At(FileWrite write, string name)
    {
        var folder = Path.GetDirectoryName(write.Place.FullPath)!;
        if (!_folders.TryGetValue(folder, out var held)) _folders.Add(folder, held = HeldFolder.Open(folder));
        return Path.Combine(held.FullPath, Path.GetFileName(name));
    }

    private static JournalStep Deletion(FileWrite write) => new() { Path = write.Place.Relative, OldHash = HashOrNull(write.OnDisk) };

    private static string? HashOrNull(byte[]? bytes) => bytes is null ? null : StagedFile.Hash(bytes);

    private static JournalStep ToStep(FileWrite write) => write.Bytes is null ? Deletion(write) : Deletion(write) with
    {
        // Unpredictable, so that nobody can have put a file or a link there.
        Temporary = Sibling(write.Place.Relative, $".tandem-{RandomNumberGenerator.GetHexString(32, lowercase: true)}.tmp"),
        NewHash = StagedFile.Hash(write.Bytes),
    };

    private static string Sibling(string relative, string name)
    {
        var slash = relative.LastIndexOf('/');
        return slash < 0 ? name : relative[..(slash + 1)] + name;
    }

    private List<string> MissingFolders(IReadOnlyList<FileWrite> writes)
    {
        var missing = new SortedSet<string>(StringComparer.Ordinal); // Parents sort before their children.
        foreach (var write in writes.Where(write => write.Bytes is not null))
        {
            for (var slash = write.Place.Relative.LastIndexOf('/'); slash > 0; slash = write.Place.Relative.LastIndexOf('/', slash - 1))
            {
                var folder = write.Place.Relative[..slash];
                if (!Directory.Exists(Path.Combine(paths.Root, folder))) missing.Add(folder);
            }
        }
        return [.. missing];
    }

    private void WriteTemporary(FileWrite write, JournalStep step)
    {
        if (step.Temporary is null) return;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(At(write, step.Temporary), options);
        stream.Write(write.Bytes);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(stream.SafeFileHandle, write.Mode ?? NewFileMode.Value);
        stream.Flush(flushToDisk: true);
        reached?.Invoke("staged " + write.Place.Relative);
    }

    /// <summary>The path must still lead where it led, and hold what was read.</summary>
    private void ThrowIfStale(FileWrite write)
    {
        var now = paths.Resolve(write.Place.Relative);
        var bytes = File.Exists(now.FullPath) ? File.ReadAllBytes(now.FullPath) : null;
        if (now.FullPath == write.Place.FullPath && (bytes is null ? write.OnDisk is null : write.OnDisk is not null && bytes.AsSpan().SequenceEqual(write.OnDisk))) return;
        throw new EditRefusedException(
            EditErrorKind.Stale, $"`{write.Place.Relative}` changed on disk while the edit was worked out.", write.Place.Relative,
            "Read the file again and base the edit on what it holds now.");
    }

    private void Publish()
    {
        // Writes first: a crash between the two halves of a move leaves two copies rather than none.
        foreach (var (write, step) in _steps.OrderBy(step => step.Step.Temporary is null))
        {
            var target = At(write, write.Place.FullPath);
            if (step.Temporary is null) File.Delete(target);
            else File.Move(At(write, step.Temporary), target, overwrite: true);
            reached?.Invoke("published " + write.Place.Relative);
        }
        foreach (var folder in _steps.Select(step => Path.GetDirectoryName(step.Write.Place.FullPath)!).Distinct()) NativeFiles.SyncFolder(folder);
    }
}
