using System.Text.Json;
using Tandem.Agent.Tools;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Skills;

/// <summary>Gives the model the text of a skill.</summary>
public sealed class SkillTool(IReadOnlyList<Skill> skills, string root) : ITool
{
    private const string Schema = """{"type":"object","properties":{"name":{"type":"string","description":"The skill's name."}},"required":["name"],"additionalProperties":false}""";

    public ToolDefinition Definition { get; } = new("skill", "Reads a skill: instructions for a kind of task. Read it before you begin such a task.", Schema);

    public ToolAccess Access => ToolAccess.ReadOnly;

    public PreparedCall Prepare(JsonElement arguments)
    {
        var name = arguments.ValueKind == JsonValueKind.Object && arguments.TryGetProperty("name", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
        var skill = skills.FirstOrDefault(one => one.Name == name)
            ?? throw new ToolArgumentsException($"There is no such skill. Skills: {string.Join(", ", skills.Select(one => one.Name))}.");
        // Its files are named as the file tools take them, where they are in the workspace.
        var folder = skill.Folder.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? Path.GetRelativePath(root, skill.Folder).Replace('\\', '/') : skill.Folder;
        return new PreparedCall(
            new ToolAction { Tool = Definition.Name, Access = ToolAccess.ReadOnly, Summary = $"skill {skill.Name}" },
            (_, _) => Task.FromResult(new ToolResult { Text = ToolText.Cap($"Skill '{skill.Name}', its files are in {folder}:\n\n{skill.Body}", ToolResult.MaxLength), IsUntrusted = skill.IsProjects }));
    }
}
