namespace Tandem.Agent.Edits.Workspace;

/// <summary>The mode that a program's new file gets: read and write for all, less the process's umask.</summary>
internal static class NewFileMode
{
    private const UnixFileMode ReadWriteForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    // .NET has no call for the umask that does not also set it; Linux shows it here. 022 is what systems ship with.
    private const string Status = "/proc/self/status";
    private const int UsualMask = 0x12;

    public static UnixFileMode Value => ReadWriteForAll & (UnixFileMode)~Mask();

    private static int Mask()
    {
        if (!File.Exists(Status)) return UsualMask;
        var line = File.ReadLines(Status).FirstOrDefault(line => line.StartsWith("Umask:", StringComparison.Ordinal));
        return line is null ? UsualMask : Convert.ToInt32(line[6..].Trim(), 8);
    }
}
