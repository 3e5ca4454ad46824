using System.Text.RegularExpressions;
using Tandem.Routing.Rules;

namespace Tandem.Agent.Permissions;

/// <summary>One rule of the user: a verb and a glob.</summary>
/// <remarks>Verbs: <c>run</c> a command, <c>restore</c> packages by a command with the network, <c>edit</c> and <c>read</c> paths, <c>use</c> a
/// destination outside (a host, an MCP server). In commands and destinations <c>*</c> stands for anything, and a trailing <c> *</c> for
/// nothing too; paths are globs with <c>**</c>.</remarks>
public sealed class PermissionRule
{
    private static readonly string[] Verbs = ["run", "restore", "edit", "read", "use"];

    private readonly Regex? _text;
    private readonly string _glob;

    private PermissionRule(string verb, string glob)
    {
        Verb = verb;
        _glob = glob;
        if (verb is not ("edit" or "read")) _text = ToRegex(glob);
    }

    public string Verb { get; }

    /// <exception cref="FormatException">Not a verb and a glob.</exception>
    public static PermissionRule Parse(string text)
    {
        var parts = text.Trim().Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 2 && Verbs.Contains(parts[0])) return new PermissionRule(parts[0], parts[1]);
        throw new FormatException($"'{text}' is not a permission rule. Write one of {string.Join(", ", Verbs)} and a glob, such as 'run dotnet test *'.");
    }

    /// <summary>A command's words joined by single blanks, or a destination.</summary>
    public bool MatchesText(string text) => _text is not null && _text.IsMatch(text);

    /// <summary>A path relative to the workspace.</summary>
    public bool MatchesPath(string path) => _text is null && PathGlob.IsMatch(_glob, path);

    public override string ToString() => $"{Verb} {_glob}";

    private static Regex ToRegex(string glob)
    {
        var words = string.Join(' ', glob.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var openEnd = words.EndsWith(" *", StringComparison.Ordinal);
        var pattern = Regex.Escape(openEnd ? words[..^2] : words).Replace("\\*", ".*", StringComparison.Ordinal);
        return new Regex($"^{pattern}{(openEnd ? "( .*)?" : "")}$", RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }
}
