namespace Tandem.Configuration.Diagnosis;

/// <summary>Files and folders.</summary>
internal static class FolderChecks
{
    /// <summary>Writes and removes a file there, or in the nearest folder above that exists.</summary>
    public static DoctorCheck Data(string folder)
    {
        const string name = "data folder";
        var existing = folder;
        while (existing is not null && !Directory.Exists(existing) && !File.Exists(existing))
            existing = Path.GetDirectoryName(existing);
        if (existing is null || File.Exists(existing))
            return DoctorCheck.Fail(name, $"{folder} cannot be a folder: {existing} is a file", "remove that file, or set TANDEM_HOME to another folder");
        try
        {
            var probe = Path.Combine(existing, $".tandem-{Guid.NewGuid():N}.tmp");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
                return DoctorCheck.Ok(name, folder);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return DoctorCheck.Fail(name, $"{existing} cannot be written to", "give yourself the right to write there, free some space, or set TANDEM_HOME to another folder");
        }
    }

    /// <summary>A file that holds keys is for its owner only.</summary>
    public static DoctorCheck Permissions(string file)
    {
        const string name = "permissions";
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & others) == 0)
            return DoctorCheck.Ok(name, "the file holds a key and is yours alone");
        return DoctorCheck.Warn(name, $"{file} holds a key, and others on this machine may read or change it", $"run 'chmod 600 {file}', or refer to a variable as ${{NAME}}");
    }
}
