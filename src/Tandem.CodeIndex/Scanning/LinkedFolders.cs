namespace Tandem.CodeIndex.Scanning;

/// <summary>Knows which folders of a tree are links, or lie behind one; each folder is asked once.</summary>
internal sealed class LinkedFolders(string root)
{
    private readonly Dictionary<string, bool>.AlternateLookup<ReadOnlySpan<char>> _known = new Dictionary<string, bool>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a path with <c>/</c> between folders goes through a link.</summary>
    public bool Hold(ReadOnlySpan<char> path)
    {
        var end = path.LastIndexOf('/');
        if (end <= 0) return false;
        var folder = path[..end];
        if (_known.TryGetValue(folder, out var known)) return known;
        return _known[folder] = Hold(folder) || new DirectoryInfo(Path.Join(root, folder)).LinkTarget is not null;
    }
}
