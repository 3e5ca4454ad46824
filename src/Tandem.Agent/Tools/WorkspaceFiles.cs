using Tandem.Agent.Edits;
using Tandem.Agent.Edits.Text;
using Tandem.Agent.Edits.Workspace;
using Tandem.CodeIndex.Scanning;

namespace Tandem.Agent.Tools;

/// <summary>The workspace's files as tools see them: paths are decided on the resolved object.</summary>
internal sealed class WorkspaceFiles(string root)
{
    private const int SniffedBytes = 8_000;

    private readonly WorkingTree _tree = new(root);
    private readonly Lazy<string> _realRoot = new(() => new PathResolver(root).Root);

    public string Root => root;

    /// <summary>What was read of files, so that an edit on top of somebody else's change is noticed.</summary>
    public ReadMarks Marks { get; } = new();

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

    /// <summary>Every file that git does not ignore.</summary>
    public IReadOnlyList<TreeEntry> List(CancellationToken cancellationToken) => _tree.List([], cancellationToken);

    /// <summary>The bytes of a listed file; null where it is gone, cannot be read, or is none any more: a link or a pipe may stand in its place.</summary>
    public byte[]? ReadBytes(string listed)
    {
        try
        {
            return FileReader.Read(new WorkspacePath(Path.Combine(_realRoot.Value, listed), listed, null), listed).Bytes;
        }
        catch (EditRefusedException)
        {
            return null;
        }
    }

    /// <summary>The text and the bytes of a file, or why it cannot be read.</summary>
    public static (string? Text, byte[] Bytes, string? Problem) Read(WorkspacePath place)
    {
        try
        {
            var (bytes, _) = FileReader.Read(place, place.Relative);
            if (bytes is null)
                return (null, [], Directory.Exists(place.FullPath) ? $"'{place.Relative}' is a folder. Use list_files." : $"'{place.Relative}' does not exist.");
            return bytes.AsSpan(0, Math.Min(bytes.Length, SniffedBytes)).Contains((byte)0) && !IsUtf16(bytes)
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
