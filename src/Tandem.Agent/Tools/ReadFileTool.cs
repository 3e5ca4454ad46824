using System.ComponentModel;
using System.Globalization;
using System.Text.Json;

namespace Tandem.Agent.Tools;

/// <summary>Reads lines of a file.</summary>
internal sealed class ReadFileTool(WorkspaceFiles files) : Tool<ReadFileArguments>("read_file", ToolAccess.ReadOnly, ToolJson.Default.ReadFileArguments), IRemembersReading
{
    private const int MaxLines = 2_000; // One read must leave room for the answer.

    protected override PreparedCall Prepare(ReadFileArguments arguments, JsonElement raw)
    {
        var place = files.Resolve(arguments.Path);
        var first = arguments.Offset ?? 1;
        var count = arguments.Limit ?? MaxLines;
        if (first < 1 || count < 1)
            throw new ToolArgumentsException("'offset' and 'limit' count from 1.");
        return new PreparedCall(
            Act($"read {place.Relative}") with { Reads = [place.Relative] },
            (_, _) => Task.FromResult(Read(place, first, Math.Min(count, MaxLines))));
    }

    public void Forget() => files.Marks.Clear();

    private ToolResult Read(Edits.Workspace.WorkspacePath place, int first, int count)
    {
        var (text, bytes, problem) = WorkspaceFiles.Read(place);
        if (text is null)
            return ToolResult.Error(problem!);
        files.Marks.Set(place.Relative, bytes);
        var lines = text.Split('\n');
        var total = lines is [.., ""] ? lines.Length - 1 : lines.Length;
        if (first > total && total > 0)
            return ToolResult.Error(string.Create(CultureInfo.InvariantCulture, $"'{place.Relative}' has {total} lines."));
        var last = Math.Min(total, first + count - 1);
        var body = string.Join('\n', lines.AsSpan(first - 1, Math.Max(0, last - first + 1)).ToArray());
        var cut = ToolText.Cap(body, ToolResult.MaxLength - 1_000);
        return ToolResult.Of(string.Create(
            CultureInfo.InvariantCulture,
            $"<file path=\"{place.Relative}\" lines=\"{(total == 0 ? 0 : first)}-{last} of {total}\">\n{cut}\n</file>")) with { Paths = [place.Relative] };
    }
}

/// <summary>Arguments of <see cref="ReadFileTool"/>.</summary>
internal sealed record ReadFileArguments(
    string Path,
    [property: Description("First line, from 1.")] int? Offset = null,
    [property: Description("How many lines.")] int? Limit = null);
