namespace Tandem.Engine.Tests.Scenarios;

/// <summary>What a scenario has on disk: a workspace, a home, Tandem's data and its configuration, side by side.</summary>
internal sealed class ScenarioFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tandem-scenario-");

    public string Outside => _folder.FullName;

    public string Root => _folder.CreateSubdirectory("work").FullName;

    public string Home => _folder.CreateSubdirectory("home").FullName;

    public string Data => _folder.CreateSubdirectory("data").FullName;

    public string Configuration => Path.Combine(_folder.FullName, "config", "config.yaml");

    public void Write(string path, string text)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Every file of the workspace with its bytes and mode, links as such; in order. Folders that programs make for themselves are left out.</summary>
    public IReadOnlyList<(string Path, string Content)> Picture() =>
        [.. Directory.EnumerateFileSystemEntries(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Where(path => new FileInfo(path).LinkTarget is not null || File.Exists(path))
            .Where(path => !IsBehindLink(Path.GetDirectoryName(path)!) && !path.Contains("/__pycache__/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Select(path => (Path.GetRelativePath(Root, path), new FileInfo(path).LinkTarget is { } target ? "→ " + target : File.ReadAllText(path)))
            .OrderBy(file => file.Item1, StringComparer.Ordinal)];

    private bool IsBehindLink(string folder) => folder != Root && (new DirectoryInfo(folder).LinkTarget is not null || IsBehindLink(Path.GetDirectoryName(folder)!));

    public void Dispose() => _folder.Delete(recursive: true);
}
