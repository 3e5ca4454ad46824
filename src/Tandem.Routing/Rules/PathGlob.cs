using Microsoft.Extensions.FileSystemGlobbing;

namespace Tandem.Routing.Rules;

/// <summary>A glob over relative paths with forward slashes: <c>*</c>, <c>?</c> inside a name, <c>**</c> over folders.</summary>
/// <remarks>Read once, matched often. Safe for concurrent use.</remarks>
public sealed class PathGlob
{
    private readonly Matcher _matcher = new(StringComparison.OrdinalIgnoreCase);

    public PathGlob(string glob) => _matcher.AddInclude(glob);

    /// <summary>True where <paramref name="path"/> matches. Case counts only where the file system's does; here never, so that a rule for privacy errs to the safe side.</summary>
    public bool IsMatch(string path) => _matcher.Match(path).HasMatches;

    /// <summary>The same for a glob that is used once.</summary>
    public static bool IsMatch(string glob, string path) => new PathGlob(glob).IsMatch(path);
}
