using Tandem.Routing.Rules;

namespace Tandem.Agent.Tools;

/// <summary>Paths by folder and glob, as fast as a step over thousands of files needs it.</summary>
internal static class PathFilter
{
    private const int MaxAlternatives = 64; // {a,b}{c,d}… doubles each time: a model's slip must not fill memory.

    public static IEnumerable<string> Apply(IEnumerable<string> paths, string folder, string? glob)
    {
        if (folder.Length > 0)
            paths = paths.Where(path => path == folder || (path.Length > folder.Length && path[folder.Length] == '/' && path.StartsWith(folder, StringComparison.Ordinal)));
        if (string.IsNullOrEmpty(glob))
            return paths;
        // As people mean it: a bare name pattern holds in every folder.
        var globs = Alternatives(glob.Contains('/', StringComparison.Ordinal) ? glob : "**/" + glob).Take(MaxAlternatives).Select(one => new PathGlob(one, ignoresCase: false)).ToList();
        var below = folder.Length == 0 ? 0 : folder.Length + 1;
        return paths.Where(path => globs.Exists(one => one.IsMatch(path) || (below > 0 && below < path.Length && one.IsMatch(path.AsSpan(below)))));
    }

    /// <summary>One glob for each choice of <c>{a,b}</c>.</summary>
    private static IEnumerable<string> Alternatives(string glob)
    {
        var open = glob.IndexOf('{', StringComparison.Ordinal);
        var close = open < 0 ? -1 : glob.IndexOf('}', open);
        if (close < 0)
            return [glob];
        return glob[(open + 1)..close].Split(',').SelectMany(choice => Alternatives(glob[..open] + choice + glob[(close + 1)..]));
    }
}
