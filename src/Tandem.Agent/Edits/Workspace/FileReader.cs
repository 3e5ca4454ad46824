using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tandem.Agent.Edits.Workspace;

/// <summary>Reads a regular file whole; never waits on a pipe or a device.</summary>
internal static class FileReader
{
    // An edit of more is a mistake, and memory must not depend on a file's size.
    private const long MaxBytes = 64L << 20;

    /// <returns>Nulls where no file is there.</returns>
    public static (byte[]? Bytes, UnixFileMode? Mode) Read(WorkspacePath place, string path)
    {
        if (!File.Exists(place.FullPath)) return (null, null);
        try
        {
            using var handle = Open(place.FullPath);
            using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            if (!stream.CanSeek)
                throw new EditRefusedException(EditErrorKind.Malformed, $"`{path}` is not a regular file.", path, "Name a text file.");
            if (stream.Length > MaxBytes)
                throw new EditRefusedException(EditErrorKind.Malformed, $"`{path}` has {stream.Length >> 20} MiB; files up to {MaxBytes >> 20} MiB are edited.", path, "Split the file, or change it with a program.");
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return (bytes, OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(handle));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EditRefusedException(EditErrorKind.Stale, $"`{path}` cannot be read: {e.GetType().Name}.", path, "Check the file's permissions, then try again.");
        }
    }

    private static SafeFileHandle Open(string path)
    {
        if (!OperatingSystem.IsLinux()) return File.OpenHandle(path);
        // O_NONBLOCK and O_CLOEXEC have these values on every Linux that .NET runs on; opening a pipe returns at once.
        var handle = NativeFiles.Open(path, 0x800 | 0x80000);
        if (!handle.IsInvalid)
        {
            // Every link was followed before, so that the file opened has exactly this path, unless a link was put in its way since.
            if (NativeFiles.IsAt(handle, path)) return handle;
            handle.Dispose();
            throw new IOException("the path became a link");
        }

        throw new IOException($"open failed with error {Marshal.GetLastPInvokeError()}");
    }
}
