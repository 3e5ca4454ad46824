using Tandem.Routing.Rules;

namespace Tandem.Agent.Assistants;

/// <summary>Files of a folder that match globs; links are not followed.</summary>
internal static class KnowledgeFiles
{
    private const int MaxScanned = 100_000;

    private static readonly PathGlob Packages = new("**/node_modules/**");

    private static readonly EnumerationOptions Options = new()
    {
        RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.System | FileAttributes.Hidden,
    };

    /// <summary>Relative paths, <c>/</c> between parts, in order.</summary>
    public static IReadOnlyList<string> Relative(string root, IReadOnlyList<string> globs)
    {
        if (!Directory.Exists(root))
            return [];
        var wanted = globs.Select(glob => new PathGlob(glob)).ToList();
        var all = Directory.EnumerateFiles(root, "*", Options).Take(MaxScanned).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'));
        return [.. all.Where(path => wanted.Exists(glob => glob.IsMatch(path)) && !Packages.IsMatch(path)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Full paths.</summary>
    public static IReadOnlyList<string> Matching(string root, string glob) => [.. Relative(root, [glob]).Select(path => Path.Combine(root, path))];
}
