using Microsoft.Extensions.FileSystemGlobbing;

namespace Tandem.Routing.Rules;

/// <summary>Globs over relative paths with forward slashes: <c>*</c>, <c>?</c> inside a name, <c>**</c> over folders.</summary>
public static class PathGlob
{
    /// <summary>True where <paramref name="path"/> matches. Case counts only where the file system's does; here never, so that a rule for privacy errs to the safe side.</summary>
    public static bool IsMatch(string glob, string path)
    {
        var matcher = new Matcher(StringComparison.OrdinalIgnoreCase);
        matcher.AddInclude(glob);
        return matcher.Match(path).HasMatches;
    }
}
