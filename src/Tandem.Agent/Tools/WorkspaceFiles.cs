using Tandem.Agent.Checkpoints;
using Tandem.Agent.Edits;
using Tandem.Agent.Edits.Text;
using Tandem.Agent.Edits.Workspace;
using Tandem.CodeIndex.Scanning;

namespace Tandem.Agent.Tools;

/// <summary>The workspace's files as tools see them: paths are decided on the resolved object.</summary>
internal sealed class WorkspaceFiles(string root, TimeProvider time)
{
    private readonly WorkingTree _tree = new(root);

    public string Root => root;

    /// <summary>What was read of files, so that an edit on top of somebody else's change is noticed.</summary>
    public ReadMarks Marks { get; } = new();

    /// <summary>What searches read.</summary>
    public ContentCache Contents { get; } = new(root, time);

    /// <exception cref="ToolArgumentsException">Outside, protected, or no path.</exception>
    public WorkspacePath Resolve(string path)
    {
        try
        {
            return new PathResolver(root).Resolve(path);
        }
        catch (EditRefusedException refused)
        {
            throw new ToolArgumentsException($"{refused.Message} {refused.Hint}", refused);
        }
    }

    /// <summary>A folder's path relative to the root; "" = the workspace itself.</summary>
    /// <exception cref="ToolArgumentsException">Outside or protected.</exception>
    public string ResolveFolder(string? path)
    {
        if (path is null or "" or "." or "./" or "/" || Path.TrimEndingDirectorySeparator(path) == root) return "";
        return Resolve(path).Relative;
    }

    /// <summary>Files that git does not ignore, by folder ("" = all) and glob, in order of their paths. A path may be gone by now, or a link: who reads it finds out.</summary>
    public List<string> Paths(string folder, string? glob, CancellationToken cancellationToken)
    {
        var paths = PathFilter.Apply(_tree.Paths([], cancellationToken), folder, glob).ToList();
        paths.Sort(StringComparer.Ordinal);
        return paths;
    }

    /// <summary>Whether a regular file is there now.</summary>
    public bool Exists(string path) => FileStat.Of(Path.Combine(root, path)) is { Kind: FileStateKind.File };

    /// <summary>The text and the bytes of a file, or why it cannot be read.</summary>
    public static (string? Text, byte[] Bytes, string? Problem) Read(WorkspacePath place)
    {
        try
        {
            var (bytes, _) = FileReader.Read(place, place.Relative);
            if (bytes is null)
                return (null, [], Directory.Exists(place.FullPath) ? $"'{place.Relative}' is a folder. Use list_files." : $"'{place.Relative}' does not exist.");
            return BinaryCheck.IsBinary(bytes) && !IsUtf16(bytes)
                ? (null, bytes, $"'{place.Relative}' is a binary file of {bytes.Length} bytes.")
                : (TextEncoding.Read(bytes).Text, bytes, null);
        }
        catch (EditRefusedException refused)
        {
            return (null, [], refused.Message);
        }
    }

    private static bool IsUtf16(byte[] bytes) => bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
}
