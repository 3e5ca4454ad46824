using Microsoft.Win32.SafeHandles;

namespace Tandem.Agent.Edits.Workspace;

/// <summary>A folder of the workspace that is held open: its files are reached through the descriptor, so that whoever puts a link in the folder's place meanwhile moves nothing.</summary>
/// <remarks>Where the system has no <c>/proc/self/fd</c>, the path itself is used.</remarks>
internal sealed class HeldFolder : IDisposable
{
    private const int PathOnly = 0x200000; // O_PATH and O_CLOEXEC have these values on every Linux that .NET runs on.
    private const int CloseOnExec = 0x80000;

    private readonly SafeFileHandle? _handle;

    private HeldFolder(SafeFileHandle? handle, string path) => (_handle, FullPath) = (handle, path);

    /// <summary>A path to the folder that no rename changes; only for this process.</summary>
    public string FullPath { get; }

    /// <exception cref="EditRefusedException">Something else stands at the path than what was resolved.</exception>
    public static HeldFolder Open(string path)
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists("/proc/self/fd")) return new HeldFolder(null, path);
        var handle = NativeFiles.Open(path, PathOnly | CloseOnExec);
        if (!handle.IsInvalid && NativeFiles.IsAt(handle, path)) return new HeldFolder(handle, NativeFiles.HeldPath(handle));
        handle.Dispose();
        throw new EditRefusedException(EditErrorKind.Stale, "A folder was moved, or became a link, while the edit was written.", hint: "Look at the folder, then try again.");
    }

    public void Dispose() => _handle?.Dispose();
}
