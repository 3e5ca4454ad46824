using System.Collections.Concurrent;
using Tandem.Agent.Checkpoints;
using Tandem.Agent.Edits;
using Tandem.Agent.Edits.Workspace;

namespace Tandem.Agent.Tools;

/// <summary>Contents of the workspace's smaller files, read again only where the file system says that they may have changed. Safe for concurrent use.</summary>
/// <remarks>A search asks for thousands of files, and reading one costs several times what a look at its times costs.</remarks>
internal sealed class ContentCache(string root, TimeProvider time)
{
    private const int MaxFileBytes = 1 << 20;
    private const long MaxKeptBytes = 32L << 20;

    // Two changes right after each other may bear the same time: what changed just now is read again.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private readonly Lazy<string> _realRoot = new(() => new PathResolver(root).Root);
    private long _keptBytes;

    /// <summary>The bytes of a regular file; null where it is gone, something else, unreadable or large. The caller leaves them as they are.</summary>
    public byte[]? Read(string path)
    {
        var full = Path.Join(root, path);
        if (FileStat.Of(full) is not { Kind: FileStateKind.File, Size: <= MaxFileBytes } now) return null;
        if (_kept.TryGetValue(path, out var known) && known.Stat == now) return known.Bytes;
        if (ReadAny(path) is not { } bytes) return null;
        Keep(path, new Kept(now, bytes));
        return bytes;
    }

    /// <summary>The bytes of a file of any size; null where it is gone, cannot be read, or is none any more: a link or a pipe may stand in its place.</summary>
    public byte[]? ReadAny(string path)
    {
        try
        {
            return FileReader.Read(new WorkspacePath(Path.Combine(_realRoot.Value, path), path, null), path).Bytes;
        }
        catch (EditRefusedException)
        {
            return null;
        }
    }

    /// <summary>Whether <see cref="Read"/> leaves a file out for its size.</summary>
    public bool IsLarge(string path) => FileStat.Of(Path.Join(root, path)) is { Kind: FileStateKind.File, Size: > MaxFileBytes };

    private void Keep(string path, Kept read)
    {
        // Elsewhere the time of a change can be set back by any program, so that equal times would prove nothing.
        if (!OperatingSystem.IsLinux() || read.Bytes.Length != read.Stat.Size) return;
        if (time.GetUtcNow() - DateTimeOffset.UnixEpoch - TimeSpan.FromTicks(read.Stat.Changed / TimeSpan.NanosecondsPerTick) < Settled) return;
        var before = _kept.TryGetValue(path, out var old) ? old.Bytes.Length : 0;
        if (Interlocked.Add(ref _keptBytes, read.Bytes.Length - before) <= MaxKeptBytes) _kept[path] = read;
        else Interlocked.Add(ref _keptBytes, before - read.Bytes.Length);
    }

    private sealed record Kept(FileStat Stat, byte[] Bytes);
}
