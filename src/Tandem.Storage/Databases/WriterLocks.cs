using Tandem.Storage.Ledger;

namespace Tandem.Storage.Databases;

/// <summary>One locked file a writer: the operating system frees the lock when the process ends, however it ends.</summary>
/// <remarks>Where the file system has no locks, or the file is missing, a writer counts as alive and its reservations wait for their time.</remarks>
internal sealed class WriterLocks(string folder) : IWriterPresence
{
    private const string Extension = ".lock";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, FileStream> _own = new(StringComparer.Ordinal);

    public void Announce(string writer)
    {
        lock (_lock)
        {
            if (_own.ContainsKey(writer)) return;
            if (!OperatingSystem.IsWindows()) Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            else Directory.CreateDirectory(folder);
            if (Create(writer) is not { } file) return;
            if (CanLock(writer)) file.Dispose(); // No locks here: better no sign of life than one that others misread.
            else _own.Add(writer, file);
        }
    }

    public IReadOnlySet<string> FindGone()
    {
        lock (_lock)
        {
            if (!Directory.Exists(folder)) return new HashSet<string>();
            return Directory.GetFiles(folder, "*" + Extension)
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Where(writer => !_own.ContainsKey(writer) && CanLock(writer))
                .ToHashSet(StringComparer.Ordinal);
        }
    }

    public void Forget(IReadOnlySet<string> gone)
    {
        foreach (var writer in gone) File.Delete(PathOf(writer));
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var file in _own.Values) file.Dispose();
            _own.Clear();
        }
    }

    private string PathOf(string writer) => Path.Combine(folder, writer + Extension);

    private FileStream? Create(string writer)
    {
        try
        {
            return new FileStream(PathOf(writer), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            return null; // Another process looked at it before it was locked: this writer then has no sign of life, and counts as alive.
        }
    }

    private bool CanLock(string writer)
    {
        try
        {
            using var file = new FileStream(PathOf(writer), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
