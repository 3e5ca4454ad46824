using Tandem.Storage.Ledger;

namespace Tandem.Storage.Databases;

/// <summary>One locked file a writer: the operating system frees the lock when the process ends, however it ends.</summary>
/// <remarks>Where the file system has no locks, or the file is missing, a writer counts as alive and its reservations wait for their time.</remarks>
internal sealed class WriterLocks(string folder) : IWriterPresence
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, FileStream> _own = new(StringComparer.Ordinal);
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);

    public void Announce(string writer)
    {
        lock (_lock)
        {
            if (_own.ContainsKey(writer)) return;
            if (!OperatingSystem.IsWindows()) Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            else Directory.CreateDirectory(folder);
            var file = new FileStream(PathOf(writer), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            if (CanLock(writer)) file.Dispose(); // No locks here: better no sign of life than one that others misread.
            else _own.Add(writer, file);
        }
    }

    public bool IsGone(string writer)
    {
        lock (_lock)
        {
            if (_own.ContainsKey(writer) || !File.Exists(PathOf(writer)) || !CanLock(writer)) return false;
            _gone.Add(writer);
            return true;
        }
    }

    public void ForgetGone()
    {
        lock (_lock)
        {
            foreach (var writer in _gone) File.Delete(PathOf(writer));
            _gone.Clear();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var file in _own.Values) file.Dispose();
            _own.Clear();
        }
    }

    private string PathOf(string writer) => Path.Combine(folder, writer + ".lock");

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
