using System.ComponentModel;
using System.Globalization;
using System.Text.Json;

namespace Tandem.Agent.Tools;

/// <summary>Lists files by folder and glob.</summary>
internal sealed class ListFilesTool(WorkspaceFiles files) : Tool<ListFilesArguments>("list_files", ToolAccess.ReadOnly, ToolJson.Default.ListFilesArguments)
{
    private const int MaxFiles = 500;

    protected override PreparedCall Prepare(ListFilesArguments arguments, JsonElement raw)
    {
        var folder = files.ResolveFolder(arguments.Path);
        return new PreparedCall(
            Act($"list {(folder.Length == 0 ? "." : folder)}{(arguments.Glob is { } glob ? " " + glob : "")}"),
            (_, token) => Task.FromResult(List(folder, arguments.Glob, token)));
    }

    private ToolResult List(string folder, string? glob, CancellationToken cancellationToken)
    {
        var found = files.Paths(folder, glob, cancellationToken).FindAll(files.Exists);
        if (found.Count == 0)
            return ToolResult.Of("No files.");
        var text = string.Join('\n', found.Take(MaxFiles));
        return ToolResult.Of(found.Count <= MaxFiles ? text : string.Create(CultureInfo.InvariantCulture, $"{text}\n[{found.Count - MaxFiles:#,0} more; name a folder or a glob]"));
    }
}

/// <summary>Arguments of <see cref="ListFilesTool"/>.</summary>
internal sealed record ListFilesArguments(
    [property: Description("A folder; without it the whole repository.")] string? Path = null,
    [property: Description("**/*.cs, src/**/Test*.py …")] string? Glob = null);
