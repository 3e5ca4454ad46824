using System.Security.Cryptography;

namespace Tandem.Agent.Checkpoints;

/// <summary>Takes changes back, path by path: each only while it stands as the agent left it. Running it twice, or again after a kill, ends the same.</summary>
internal sealed class TreeRestore(string root, BlobStore blobs, Func<string, FileState?> look)
{
    private readonly List<string> _restored = [];
    private readonly List<KeptPath> _kept = [];

    /// <param name="changes">At most one for each path.</param>
    public UndoReport Run(IReadOnlyList<PathChange> changes)
    {
        var wanted = changes.Where(IsOurs).ToList();
        // What goes, goes from the inside out; what comes back, from the outside in.
        foreach (var change in wanted.OrderByDescending(change => change.Path, StringComparer.Ordinal).Where(change => change.After is not null && change.Before?.Kind != change.After.Kind))
            Guard(change, () => Remove(change));
        foreach (var change in wanted.OrderBy(change => change.Path, StringComparer.Ordinal).Where(change => change.Before is not null))
            Guard(change, () => Put(change.Path, change.Before!));
        return new UndoReport([.. _restored.Distinct().Order(StringComparer.Ordinal)], _kept);
    }

    private bool IsOurs(PathChange change)
    {
        var now = look(change.Path);
        if (now == change.Before) return false; // It is so already.
        if (now == change.After) return IsKept(change);
        // A folder's bits do not decide over its files.
        if (now is { Kind: FileStateKind.Folder } && change.After is { Kind: FileStateKind.Folder }) return IsKept(change);
        _kept.Add(new KeptPath(change.Path, now is null ? "it was deleted since" : "it was changed since by somebody else"));
        return false;
    }

    private bool IsKept(PathChange change)
    {
        if (LeadsThroughLink(change.Path))
        {
            _kept.Add(new KeptPath(change.Path, "its folder is a link now"));
            return false;
        }
        if (change.Before is not { Kind: FileStateKind.File } before || (before.IsKept && blobs.Has(before.Content!))) return true;
        _kept.Add(new KeptPath(change.Path, $"its old content was not kept: it is larger than {BlobStore.MaxBytes >> 20} MiB, or too long ago"));
        return false;
    }

    /// <summary>Writing behind a link would write somewhere else.</summary>
    private bool LeadsThroughLink(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (FileStat.Of(Path.Combine(root, path[..slash])) is { Kind: FileStateKind.Link }) return true;
        }
        return false;
    }

    private void Guard(PathChange change, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _kept.Add(new KeptPath(change.Path, $"it could not be written: {e.GetType().Name}"));
        }
    }

    private void Remove(PathChange change)
    {
        var full = Path.Combine(root, change.Path);
        if (change.After is not { Kind: FileStateKind.Folder })
        {
            File.Delete(full);
        }
        else if (Directory.Exists(full))
        {
            if (Directory.EnumerateFileSystemEntries(full).Any())
            {
                _kept.Add(new KeptPath(change.Path, "the folder holds files that the agent did not make"));
                return;
            }
            Directory.Delete(full);
        }
        _restored.Add(change.Path);
    }

    private void Put(string path, FileState state)
    {
        var full = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var temporary = Path.Combine(Path.GetDirectoryName(full)!, $".tandem-{RandomNumberGenerator.GetHexString(32, lowercase: true)}.tmp");
        switch (state.Kind)
        {
            case FileStateKind.Folder:
                Directory.CreateDirectory(full);
                SetMode(full, state.Mode);
                break;
            case FileStateKind.Link:
                File.CreateSymbolicLink(temporary, state.Content!);
                File.Move(temporary, full, overwrite: true);
                break;
            default:
                Write(temporary, blobs.Get(state.Content!), state.Mode);
                File.Move(temporary, full, overwrite: true);
                break;
        }
        _restored.Add(path);
    }

    private static void Write(string temporary, byte[] bytes, int mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }
        SetMode(temporary, mode);
    }

    private static void SetMode(string path, int mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)mode);
    }
}
