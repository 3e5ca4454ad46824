using System.ComponentModel;
using System.Text.Json;
using Tandem.Agent.Edits;

namespace Tandem.Agent.Tools;

/// <summary>Applies edits of several files, in any format that the edit engine knows.</summary>
internal sealed class ApplyPatchTool(EditPlanner planner) : Tool<ApplyPatchArguments>("apply_patch", ToolAccess.Edit, ToolJson.Default.ApplyPatchArguments)
{
    protected override PreparedCall Prepare(ApplyPatchArguments arguments, JsonElement raw) =>
        planner.Prepare(Definition.Name, planner.Restore(arguments.Patch), EditFormat.Auto);
}

/// <summary>Arguments of <see cref="ApplyPatchTool"/>.</summary>
internal sealed record ApplyPatchArguments([property: Description("*** Begin Patch … *** End Patch")] string Patch);
