using System.Text.Json;
using Tandem.Agent.Edits;

namespace Tandem.Agent.Tools;

/// <summary>Writes a whole file.</summary>
internal sealed class WriteFileTool(EditPlanner planner) : Tool<WriteFileArguments>("write_file", ToolAccess.Edit, ToolJson.Default.WriteFileArguments)
{
    protected override PreparedCall Prepare(WriteFileArguments arguments, JsonElement raw) =>
        planner.Prepare(Definition.Name, "", EditFormat.WholeFile, [new WriteFile(arguments.Path, planner.Restore(arguments.Content))], mustBeRead: true);
}

/// <summary>Arguments of <see cref="WriteFileTool"/>.</summary>
internal sealed record WriteFileArguments(string Path, string Content);
