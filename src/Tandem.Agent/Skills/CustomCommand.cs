using System.Globalization;
using System.Text.RegularExpressions;

namespace Tandem.Agent.Skills;

/// <summary>A slash command from a file.</summary>
/// <param name="Name">Without the slash; a command in a subfolder is <c>folder:name</c>.</param>
/// <param name="ArgumentHint">What to write behind it, for the help; null = nothing said.</param>
/// <param name="IsProjects">The repository's: others wrote it.</param>
public sealed partial record CustomCommand(string Name, string Description, string? ArgumentHint, string? Model, string File, bool IsProjects, string Body)
{
    /// <summary>The message that the command stands for: <c>$ARGUMENTS</c> is all that was written behind it, <c>$1</c> to <c>$9</c> its words, quoted ones whole.</summary>
    public string Expand(string arguments)
    {
        var words = Word().Matches(arguments).Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Success ? match.Groups[2].Value : match.Value).ToList();
        var expanded = Placeholder().Replace(Body, match => match.Value == "$ARGUMENTS" ? arguments.Trim()
            : int.Parse(match.ValueSpan[1..], CultureInfo.InvariantCulture) is var place && place <= words.Count ? words[place - 1] : "");
        return Placeholder().IsMatch(Body) || arguments.Trim().Length == 0 ? expanded : $"{expanded.TrimEnd()}\n\n{arguments.Trim()}";
    }

    [GeneratedRegex(@"\$ARGUMENTS\b|\$[1-9]\b")]
    private static partial Regex Placeholder();

    [GeneratedRegex("\"([^\"]*)\"|'([^']*)'|\\S+")]
    private static partial Regex Word();
}
