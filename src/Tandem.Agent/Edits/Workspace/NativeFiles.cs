using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tandem.Agent.Edits.Workspace;

/// <summary>What .NET has no call for: opening without waiting, and writing a folder's entries through to the disk.</summary>
internal static class NativeFiles
{
    public static SafeFileHandle Open(string path, int flags) => open(path, flags);

    /// <summary>A path to what is open that no rename changes; only for this process.</summary>
    public static string HeldPath(SafeFileHandle handle) => string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{handle.DangerousGetHandle()}");

    /// <summary>Whether what is open lies at exactly this path, no link on the way; true where the system does not tell.</summary>
    public static bool IsAt(SafeFileHandle handle, string path) => new FileInfo(HeldPath(handle)).LinkTarget is not { } target || target == path;

    /// <summary>Makes renames and deletions in a folder durable. Where the system cannot, the rename is still atomic.</summary>
    public static void SyncFolder(string path)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return;
        using var handle = open(path, 0);
        if (!handle.IsInvalid) _ = fsync(handle);
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fsync(SafeFileHandle handle);
}
