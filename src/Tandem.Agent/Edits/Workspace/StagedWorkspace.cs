namespace Tandem.Agent.Edits.Workspace;

/// <summary>The files that a reply names, read once; every edit works on them here, and nothing is written before all have succeeded.</summary>
internal sealed class StagedWorkspace(PathResolver paths)
{
    private readonly Dictionary<string, StagedFile> _files = new(StringComparer.Ordinal);
    private readonly List<StagedFile> _order = [];

    public string Root => paths.Root;

    public IReadOnlyList<StagedFile> Files => _order;

    public StagedFile Open(string path)
    {
        var place = paths.Resolve(path);
        if (_files.TryGetValue(place.FullPath, out var staged)) return staged;
        if (Directory.Exists(place.FullPath))
            throw new EditRefusedException(EditErrorKind.IsDirectory, $"`{path}` is a folder.", path, "Name a file in it.");
        RefuseFileAsFolder(place, path);
        var (bytes, mode) = FileReader.Read(place, path);
        staged = new StagedFile(place, bytes, mode);
        _files.Add(place.FullPath, staged);
        _order.Add(staged);
        return staged;
    }

    public StagedFile OpenExisting(string path)
    {
        var file = Open(path);
        if (file.Document is not null) return file;
        throw new EditRefusedException(EditErrorKind.MissingFile, $"`{path}` does not exist.", path, SimilarFiles.Hint(Root, file.Path.Relative));
    }

    /// <summary>Whether a path that a reply may mean names a file; false where it may not even be looked at.</summary>
    public bool Exists(string path)
    {
        try
        {
            return File.Exists(paths.Resolve(path).FullPath);
        }
        catch (EditRefusedException)
        {
            return false;
        }
    }

    private static void RefuseFileAsFolder(WorkspacePath place, string path)
    {
        for (var parent = Path.GetDirectoryName(place.FullPath); parent is not null && !Directory.Exists(parent); parent = Path.GetDirectoryName(parent))
        {
            if (File.Exists(parent))
                throw new EditRefusedException(EditErrorKind.MissingFile, $"`{path}` goes through a file as if it were a folder.", path, "Name a path whose parent is a folder.");
        }
    }
}
