using System.Text;
using System.Text.RegularExpressions;

namespace Tandem.Agent.Tools;

/// <summary>Paths by folder and glob, as fast as a step over thousands of files needs it.</summary>
internal static class PathFilter
{
    public static IEnumerable<string> Apply(IEnumerable<string> paths, string folder, string? glob)
    {
        if (folder.Length > 0)
            paths = paths.Where(path => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal));
        if (string.IsNullOrEmpty(glob))
            return paths;
        // As people mean it: a bare name pattern holds in every folder.
        var pattern = Pattern(glob.Contains('/', StringComparison.Ordinal) ? glob.TrimStart('/') : "**/" + glob);
        var below = folder.Length == 0 ? 0 : folder.Length + 1;
        return paths.Where(path => pattern.IsMatch(path) || (below > 0 && below < path.Length && pattern.IsMatch(path.AsSpan(below))));
    }

    /// <summary><c>**</c> over folders, <c>*</c> and <c>?</c> inside a name, <c>{a,b}</c>.</summary>
    private static Regex Pattern(string glob)
    {
        var text = new StringBuilder("^");
        var choices = 0;
        for (var at = 0; at < glob.Length; at++)
            switch (glob[at])
            {
                case '*' when glob.AsSpan(at).StartsWith("**/"):
                    text.Append("(.*/)?");
                    at += 2;
                    break;
                case '*' when glob.AsSpan(at).StartsWith("**"):
                    text.Append(".*");
                    at++;
                    break;
                case '*':
                    text.Append("[^/]*");
                    break;
                case '?':
                    text.Append("[^/]");
                    break;
                case '{' when glob.IndexOf('}', at) > 0:
                    choices++;
                    text.Append('(');
                    break;
                case '}' when choices > 0:
                    choices--;
                    text.Append(')');
                    break;
                case ',' when choices > 0:
                    text.Append('|');
                    break;
                case var other:
                    text.Append(Regex.Escape(other.ToString()));
                    break;
            }

        return new Regex(text.Append(new string(')', choices)).Append('$').ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
    }
}
