using System.Text.Json;
using Tandem.Agent.Edits;

namespace Tandem.Agent.Tools;

/// <summary>Replaces text of a file.</summary>
internal sealed class EditFileTool(EditPlanner planner) : Tool<EditFileArguments>("edit_file", ToolAccess.Edit, ToolJson.Default.EditFileArguments)
{
    protected override PreparedCall Prepare(EditFileArguments arguments, JsonElement raw)
    {
        if (arguments.Edits is null == (arguments.OldString is null || arguments.NewString is null))
            throw new ToolArgumentsException("Give 'old_string' and 'new_string', or 'edits'.");
        return planner.Prepare(Definition.Name, planner.Restore(raw), EditFormat.StringReplace);
    }
}

/// <summary>Arguments of <see cref="EditFileTool"/>.</summary>
internal sealed record EditFileArguments(string Path, string? OldString = null, string? NewString = null, bool? ReplaceAll = null, IReadOnlyList<TextEdit>? Edits = null);

/// <summary>One of several edits of a file.</summary>
internal sealed record TextEdit(string OldString, string NewString, bool? ReplaceAll = null);
