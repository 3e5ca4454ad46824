using Tandem.Agent.Edits;
using Tandem.Providers;
using Tandem.Routing;
using Tandem.Routing.Abilities;

namespace Tandem.Agent.Models;

/// <summary>What suits a model: its tools and its format of edits.</summary>
public sealed record ModelStyle(ToolStyle Tools, EditFormat Edits)
{
    /// <summary>Below this ability (GPT-4-1106 is 1, Mixtral-8x7B is 0) a model gets few tools.</summary>
    private const double WeakBelow = 0.5;

    /// <summary>Tokens of context below which many tools cost too much of it.</summary>
    private const int SmallContext = 16_384;

    /// <summary>Families that were trained on OpenAI's patch format.</summary>
    private static readonly string[] PatchFamilies = ["gpt-4.1", "gpt-5", "codex", "o3", "o4"];

    /// <summary>The tools of <see cref="ToolStyle.Lean"/> and <see cref="ToolStyle.Text"/>.</summary>
    private static readonly HashSet<string> FewTools = new(StringComparer.Ordinal) { "read_file", "list_files", "grep", "edit_file", "write_file", "run_command" };

    public static ModelStyle Of(ModelOptions model)
    {
        if (!model.Supports.HasFlag(Capabilities.Tools))
            return new ModelStyle(ToolStyle.Text, EditFormat.SearchReplace);
        if (model.ContextTokens < SmallContext || AbilityOf(model) < WeakBelow)
            return new ModelStyle(ToolStyle.Lean, EditFormat.SearchReplace);
        var takesPatches = PatchFamilies.Any(family => model.UpstreamName.Contains(family, StringComparison.OrdinalIgnoreCase));
        return new ModelStyle(ToolStyle.Full, takesPatches ? EditFormat.Patch : EditFormat.StringReplace);
    }

    /// <summary>Most tokens of one answer: in a small context, less than the model could write, so that there is room for what it reads.</summary>
    public static int AnswerTokens(ModelOptions model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.ContextTokens < SmallContext ? Math.Min(model.MaxOutputTokens, model.ContextTokens / 4) : model.MaxOutputTokens;
    }

    /// <summary>Whether a tool is offered. One that is not offered still runs when it is called.</summary>
    public bool Offers(string tool) => Tools == ToolStyle.Full
        ? tool != (Edits == EditFormat.Patch ? "edit_file" : "apply_patch")
        : FewTools.Contains(tool) || (Tools == ToolStyle.Lean && tool.StartsWith("mcp__", StringComparison.Ordinal)); // Servers are the person's own choice; `tools` keeps them few.

    private static float AbilityOf(ModelOptions model) => AbilityTable.Of(new ModelProfile
    {
        Name = model.Name,
        UpstreamName = model.UpstreamName,
        Zone = model.Zone,
        ContextTokens = model.ContextTokens,
        MaxOutputTokens = model.MaxOutputTokens,
        Supports = model.Supports,
        Price = model.Price,
        Capability = model.Capability,
    }).Overall;
}
