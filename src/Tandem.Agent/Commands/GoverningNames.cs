using Tandem.Agent.Edits.Workspace;

namespace Tandem.Agent.Commands;

/// <summary>Files and folders that govern git, Tandem, other agents, shells and editors: no command changes them.</summary>
internal static class GoverningNames
{
    private static readonly HashSet<string> AlsoForCommands = new(StringComparer.OrdinalIgnoreCase)
    {
        // An edit of these is shown to the person as a diff; a command would change them unseen.
        ".husky", ".claude", ".codex", ".cursor", ".devcontainer", ".zed", ".fleet", ".githooks", ".pre-commit-config.yaml",
    };

    /// <summary>Empty folders of these names disturb nobody, so they stand in for the real ones while a command runs.</summary>
    public static IReadOnlyList<string> Folders { get; } = [".git", ".vscode", ".idea", ".tandem"];

    /// <remarks>Instructions count in exactly this case, as agents look for them: a page <c>agents.md</c> of a manual governs nobody.</remarks>
    public static bool Contains(string name) => ProtectedPaths.Contains([name]) || AlsoForCommands.Contains(name) || name is "AGENTS.md" or "CLAUDE.md";
}
