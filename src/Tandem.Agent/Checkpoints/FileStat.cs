using System.Runtime.InteropServices;
using System.Text;

namespace Tandem.Agent.Checkpoints;

/// <summary>What the file system says of a path without opening it. While it stays equal, so does the content.</summary>
/// <param name="Mode">Type and permission bits, as in <c>st_mode</c>.</param>
/// <param name="Changed">Time of the last change of content or attributes, in nanoseconds: programs cannot set it back.</param>
internal readonly record struct FileStat(int Mode, long Size, long Modified, long Changed, ulong Node)
{
    private const int TypeMask = 0xF000;
    private const int Folder = 0x4000;
    private const int Regular = 0x8000;
    private const int SymbolicLink = 0xA000;

    private const int CurrentFolder = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint BasicStats = 0x7FF; // STATX_BASIC_STATS
    private const int MaxOnStack = 1_024;

    public int Permissions => Mode & 0xFFF;

    /// <summary>Null for pipes, sockets and devices.</summary>
    public FileStateKind? Kind => (Mode & TypeMask) switch
    {
        Folder => FileStateKind.Folder,
        Regular => FileStateKind.File,
        SymbolicLink => FileStateKind.Link,
        _ => null,
    };

    /// <summary>Links are not followed. Null where nothing is there.</summary>
    public static FileStat? Of(string path)
    {
        if (!OperatingSystem.IsLinux()) return Portable(path);
        // Asked of thousands of files in a row: nothing is allocated for a path of a usual length.
        Span<byte> buffer = stackalloc byte[256];
        var length = Encoding.UTF8.GetMaxByteCount(path.Length) + 1;
        var name = length <= MaxOnStack ? stackalloc byte[MaxOnStack] : new byte[length];
        name[Encoding.UTF8.GetBytes(path, name)] = 0;
        return statx(CurrentFolder, in name[0], NoFollow, BasicStats, ref buffer[0]) == 0 ? Read(buffer) : null;
    }

    // struct statx of the Linux kernel's ABI: the same on every processor, unlike struct stat.
    private static FileStat Read(ReadOnlySpan<byte> buffer) => new(
        BitConverter.ToUInt16(buffer[28..]), BitConverter.ToInt64(buffer[40..]), Time(buffer[112..]), Time(buffer[96..]), BitConverter.ToUInt64(buffer[32..]));

    private static long Time(ReadOnlySpan<byte> field) => (BitConverter.ToInt64(field) * 1_000_000_000) + BitConverter.ToUInt32(field[8..]);

    private static FileStat? Portable(string path)
    {
        var file = new FileInfo(path);
        var isFolder = file.Attributes != (FileAttributes)(-1) && file.Attributes.HasFlag(FileAttributes.Directory);
        if (!file.Exists && !isFolder && file.LinkTarget is null) return null;
        var type = file.LinkTarget is not null ? SymbolicLink : isFolder ? Folder : Regular;
        var permissions = OperatingSystem.IsWindows() ? (file.IsReadOnly ? 0x124 : 0x1A4) : type == SymbolicLink ? 0x1FF : (int)File.GetUnixFileMode(path);
        var modified = file.LastWriteTimeUtc.Ticks * 100;
        return new FileStat(type | permissions, isFolder || !file.Exists ? 0 : file.Length, modified, modified, 0);
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int folder, in byte path, int flags, uint mask, ref byte buffer);
}
