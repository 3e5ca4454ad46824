using System.Text.RegularExpressions;
using Tandem.Agent.FrontMatter;

namespace Tandem.Agent.SubAgents;

/// <summary>Reads the definition of a sub-agent.</summary>
internal static partial class SubAgentReader
{
    /// <summary>Null where faults were added, or where the file has no front matter.</summary>
    public static SubAgentDefinition? Read(string path, MarkdownFile file, bool isProjects, FaultList faults)
    {
        if (file.Head is not { } head)
            return null;
        var reader = new MapReader(head, "", faults);
        var name = reader.Text("name") ?? Path.GetFileNameWithoutExtension(path);
        if (!NamePattern().IsMatch(name))
            faults.Add(reader.LineOf("name"), "name", "this cannot be a name", "use small letters, digits and hyphens, at most 64");
        if (reader.Text("description") is not { Length: > 0 } description)
        {
            faults.Add(reader.Line, "description", "is missing", "say in one sentence what it is good for");
            return null;
        }

        // Others write the tools as one text with commas.
        IReadOnlyList<string>? tools = reader.Has("tools") ? [.. reader.Texts("tools").SelectMany(one => one.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))] : null;
        var model = reader.Text("model");
        var agent = new SubAgentDefinition(
            name, description.ReplaceLineEndings(" "), model is "inherit" or "auto" ? null : model, reader.Text("policy"), tools,
            reader.Whole("max_steps", 1, 1_000), reader.Number("max_cost_usd", 0, 1_000_000), isProjects, file.Body.Trim());
        return faults.Any ? null : agent;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,63}\z")]
    private static partial Regex NamePattern();
}
