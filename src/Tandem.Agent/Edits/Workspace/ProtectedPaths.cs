using System.Globalization;
using System.Text;

namespace Tandem.Agent.Edits.Workspace;

/// <summary>Names that govern git, Tandem, shells and editors: no edit of a model touches them, whether they exist yet or not.</summary>
internal static class ProtectedPaths
{
    private static readonly HashSet<string> Folders = new(StringComparer.OrdinalIgnoreCase)
    {
        ".git", ".hg", ".svn", ".jj", ".tandem", ".vscode", ".idea",
    };

    private static readonly HashSet<string> Files = new(StringComparer.OrdinalIgnoreCase)
    {
        ".gitconfig", ".gitmodules", ".bashrc", ".bash_profile", ".bash_login", ".profile", ".zshrc", ".zshenv", ".zprofile", ".envrc",
        ".mcp.json", "tandem.yaml", "tandem.yml", EditJournal.FileName,
    };

    /// <param name="components">A path relative to the workspace, split at its separators.</param>
    public static bool Contains(IReadOnlyList<string> components)
    {
        for (var i = 0; i < components.Count; i++)
        {
            var name = Normalise(components[i]);
            if (Folders.Contains(name) || (i == components.Count - 1 && Files.Contains(name))) return true;
        }
        return false;
    }

    /// <summary>What a file system, or a reader of the approval, may take the name for: Windows drops trailing dots and blanks, has <c>GIT~1</c> and streams;
    /// HFS+ ignores invisible characters; where case does not count, the long s is an s and the Kelvin sign a k.</summary>
    private static string Normalise(string name)
    {
        var visible = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control)) visible.Append(Plain(c));
        }
        var text = visible.ToString();
        var stream = text.IndexOf(':', StringComparison.Ordinal);
        if (stream > 0) text = text[..stream];
        text = text.TrimEnd('.', ' ');
        return text.StartsWith("git~", StringComparison.OrdinalIgnoreCase) ? ".git" : text;
    }

    /// <remarks>Not by Unicode's normal forms: without ICU, as Tandem runs, .NET leaves these characters as they are.</remarks>
    private static char Plain(char c) => c switch
    {
        >= '\uff01' and <= '\uff5e' => (char)(c - 0xfee0), // Full-width forms of ASCII.
        '\u2024' => '.', // One dot leader.
        '\u017f' => 's',
        '\u212a' => 'k',
        _ => c,
    };
}
