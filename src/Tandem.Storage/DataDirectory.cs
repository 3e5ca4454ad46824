namespace Tandem.Storage;

/// <summary>The folder of all that Tandem keeps: <c>$TANDEM_HOME</c>, else <c>~/.local/share/tandem</c>. For its owner only (mode 0700).</summary>
public sealed class DataDirectory(string path)
{
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public string Database => System.IO.Path.Combine(Path, "tandem.db");

    /// <summary>Where the environment says it is; nothing is created.</summary>
    /// <param name="environment">Reads one variable; null = not set.</param>
    public static DataDirectory Find(Func<string, string?> environment)
    {
        if (environment("TANDEM_HOME") is { Length: > 0 } home) return new DataDirectory(home);
        var user = environment("HOME") is { Length: > 0 } set ? set : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return new DataDirectory(System.IO.Path.Combine(user, ".local", "share", "tandem"));
    }

    /// <summary>Makes the folder where it is missing. One that is there keeps its mode: it may be shared on purpose.</summary>
    /// <exception cref="IOException">Something else is there, or the parent is not writable.</exception>
    /// <exception cref="UnauthorizedAccessException">The parent is not ours.</exception>
    public void Create()
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Path);
        else Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public override string ToString() => Path;
}
