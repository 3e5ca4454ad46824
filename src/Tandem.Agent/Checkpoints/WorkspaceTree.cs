using System.Security.Cryptography;
using System.Text;

namespace Tandem.Agent.Checkpoints;

/// <summary>The workspace as it was looked at last. Looking again reads only files whose stat differs.</summary>
internal sealed class WorkspaceTree(string root, BlobStore blobs, TreeFilter filter, TimeProvider time)
{
    private const int MaxEntries = 200_000;
    private const int Version = 1;

    /// <summary>A file changed this short before it was read may change again within the same tick of the file system's clock.</summary>
    private const long RacyNanoseconds = 100_000_000;

    private Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The tree has more than is kept: what lies beyond is not restored.</summary>
    public bool IsCut { get; private set; }

    public IEnumerable<string> Contents => _entries.Values.Select(entry => entry.State.Content).OfType<string>();

    public FileState? Find(string path) => _entries.GetValueOrDefault(path)?.State;

    /// <summary>Looks at the whole workspace.</summary>
    /// <returns>What differs from the last look.</returns>
    public List<PathChange> Refresh(CancellationToken cancellationToken)
    {
        var now = new Dictionary<string, Entry>(_entries.Count + 16, StringComparer.Ordinal);
        var changes = new List<PathChange>();
        IsCut = false;
        Walk("", now, changes, cancellationToken);
        foreach (var (path, entry) in _entries)
        {
            if (!now.ContainsKey(path)) changes.Add(new PathChange(path, entry.State, null));
        }
        _entries = now;
        return changes;
    }

    /// <summary>Looks at these paths and the folders above them only.</summary>
    public List<PathChange> Refresh(IEnumerable<string> paths)
    {
        var changes = new List<PathChange>();
        foreach (var path in paths.SelectMany(WithFolders).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var known = _entries.GetValueOrDefault(path);
            var entry = FileStat.Of(Path.Combine(root, path)) is { Kind: not null } stat ? Read(path, stat) : null;
            if (known?.State != entry?.State) changes.Add(new PathChange(path, known?.State, entry?.State));
            if (entry is null) _entries.Remove(path);
            else _entries[path] = entry;
        }
        return changes;
    }

    /// <summary>Takes over what was seen after the tree was saved.</summary>
    public void Apply(IEnumerable<PathChange> changes)
    {
        foreach (var change in changes)
        {
            if (change.After is null) _entries.Remove(change.Path);
            else _entries[change.Path] = new Entry(default, change.After, IsRacy: true);
        }
    }

    /// <summary>Looks at one path, now.</summary>
    public FileState? Look(string path) => FileStat.Of(Path.Combine(root, path)) is { Kind: not null } stat ? Read(path, stat)?.State : null;

    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, entry) in _entries.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            // Folders are implied by what lies in them; empty ones do not decide how a test ends.
            if (entry.State.Kind != FileStateKind.Folder) hash.AppendData(Encoding.UTF8.GetBytes($"{path}\0{entry.State.Mode}\0{entry.State.Content}\n"));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Save(string file)
    {
        var temporary = $"{file}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        using (var writer = new BinaryWriter(File.Create(temporary), Encoding.UTF8))
        {
            writer.Write(Version);
            writer.Write(_entries.Count);
            foreach (var (path, entry) in _entries)
            {
                writer.Write(path);
                writer.Write(entry.Stat.Mode);
                writer.Write(entry.Stat.Size);
                writer.Write(entry.Stat.Modified);
                writer.Write(entry.Stat.Changed);
                writer.Write(entry.Stat.Node);
                writer.Write(entry.State.Content ?? "");
                writer.Write(entry.IsRacy);
            }
        }
        File.Move(temporary, file, overwrite: true);
    }

    /// <summary>Takes over what an earlier process saw. A file that cannot be read is as none.</summary>
    public void Load(string file)
    {
        try
        {
            using var reader = new BinaryReader(File.OpenRead(file), Encoding.UTF8);
            if (reader.ReadInt32() != Version) return;
            var count = reader.ReadInt32();
            var entries = new Dictionary<string, Entry>(Math.Min(count, MaxEntries), StringComparer.Ordinal);
            for (var i = 0; i < count; i++)
            {
                var path = reader.ReadString();
                var stat = new FileStat(reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadUInt64());
                var content = reader.ReadString();
                entries[path] = new Entry(stat, new FileState(stat.Kind!.Value, stat.Permissions, stat.Kind == FileStateKind.Folder ? null : content), reader.ReadBoolean());
            }
            _entries = entries;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or FormatException)
        {
            _entries.Clear();
        }
    }

    private static IEnumerable<string> WithFolders(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1)) yield return path[..slash];
        yield return path;
    }

    private void Walk(string folder, Dictionary<string, Entry> now, List<PathChange> changes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var full in Names(folder))
        {
            if (now.Count >= MaxEntries)
            {
                IsCut = true;
                return;
            }
            var name = Path.GetFileName(full);
            var path = folder.Length == 0 ? name : folder + "/" + name;
            if (FileStat.Of(full) is not { Kind: { } kind } stat) continue;
            if (kind == FileStateKind.Folder && filter.LeavesOut(path, name)) continue;
            var known = _entries.GetValueOrDefault(path);
            var entry = known is { IsRacy: false } && IsSame(known.Stat, stat) ? known : Read(path, stat);
            if (entry is null) continue;
            now[path] = entry;
            if (known is null || known.State != entry.State) changes.Add(new PathChange(path, known?.State, entry.State));
            if (kind == FileStateKind.Folder) Walk(path, now, changes, cancellationToken);
        }
    }

    /// <summary>A folder's times change with its entries, which are looked at themselves.</summary>
    private static bool IsSame(FileStat known, FileStat now) => now.Kind == FileStateKind.Folder ? known.Mode == now.Mode : known == now;

    private List<string> Names(string folder)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(root, folder)).ToList();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // Gone meanwhile, or not ours to read: then not ours to change either.
        }
    }

    /// <returns>Null where it cannot be read.</returns>
    private Entry? Read(string path, FileStat stat)
    {
        var full = Path.Combine(root, path);
        try
        {
            var racy = (time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000) - stat.Changed < RacyNanoseconds;
            return stat.Kind switch
            {
                FileStateKind.Folder => new Entry(stat, new FileState(FileStateKind.Folder, stat.Permissions, null), false),
                FileStateKind.Link => new Entry(stat, new FileState(FileStateKind.Link, stat.Permissions, new FileInfo(full).LinkTarget ?? ""), racy),
                _ when stat.Size > BlobStore.MaxBytes => new Entry(stat, new FileState(FileStateKind.File, stat.Permissions, $"{FileState.LargePrefix}{stat.Size}:{stat.Modified}"), racy),
                _ => new Entry(stat, new FileState(FileStateKind.File, stat.Permissions, blobs.Put(File.ReadAllBytes(full))), racy || FileStat.Of(full) != stat),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <param name="IsRacy">The stat may hide a change: read it again next time.</param>
    private sealed record Entry(FileStat Stat, FileState State, bool IsRacy);
}
