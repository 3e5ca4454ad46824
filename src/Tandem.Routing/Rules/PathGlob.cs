namespace Tandem.Routing.Rules;

/// <summary>A glob over relative paths with forward slashes: <c>*</c>, <c>?</c> inside a name, <c>**</c> over folders; <c>folder/</c> is everything in it.</summary>
/// <remarks>Read once, matched often: a step of the agent asks it of every file of a repository, so a match allocates nothing. Safe for concurrent use.</remarks>
public sealed class PathGlob
{
    private const string AnyFolders = "**";

    private readonly string[] _segments;
    private readonly bool _ignoresCase;

    /// <param name="glob">As people write it.</param>
    /// <param name="ignoresCase">By default, so that a rule for privacy errs to the safe side.</param>
    public PathGlob(string glob, bool ignoresCase = true)
    {
        ArgumentNullException.ThrowIfNull(glob);
        _ignoresCase = ignoresCase;
        var slashed = glob.Replace('\\', '/');
        var segments = new List<string>();
        foreach (var segment in slashed.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(segment => segment != "."))
        {
            if (segment == ".." && segments is [.., not ".."]) segments.RemoveAt(segments.Count - 1);
            else segments.Add(segment);
        }

        if (segments.Count > 0 && slashed.EndsWith('/')) segments.Add(AnyFolders);
        _segments = [.. segments.SelectMany(Spread)];
    }

    /// <summary>True where <paramref name="path"/> matches.</summary>
    public bool IsMatch(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return IsMatch(path.AsSpan());
    }

    /// <inheritdoc cref="IsMatch(string)"/>
    public bool IsMatch(ReadOnlySpan<char> path)
    {
        if (path.StartsWith("./")) path = path[2..];
        if (path.IsEmpty || _segments.Length == 0) return false;
        var (segment, at) = (0, 0);
        var (retrySegment, retryAt) = (-1, 0); // The last ** met, and where it gave way: an earlier one need not be tried again.
        while (at <= path.Length)
        {
            var name = NameAt(path, at);
            if (segment < _segments.Length && ReferenceEquals(_segments[segment], AnyFolders))
            {
                if (++segment == _segments.Length) return !name.IsEmpty;
                (retrySegment, retryAt) = (segment, at);
                continue;
            }

            if (segment < _segments.Length && IsNameMatch(_segments[segment], name))
            {
                segment++;
                at += name.Length + 1;
                if (segment == _segments.Length && at > path.Length) return true;
                if (at <= path.Length) continue;
            }

            if (retrySegment < 0) return false;
            retryAt += NameAt(path, retryAt).Length + 1;
            (segment, at) = (retrySegment, retryAt);
        }

        return false;
    }

    /// <summary>The same for a glob that is used once.</summary>
    public static bool IsMatch(string glob, string path) => new PathGlob(glob).IsMatch(path);

    /// <summary>What a segment means: <c>**.cs</c> is such a name in any folder, and <c>*.*</c> any name, as everywhere.</summary>
    private static string[] Spread(string segment) => segment switch
    {
        AnyFolders => [AnyFolders],
        "*.*" => ["*"],
        ['*', '*', '.', ..] => [AnyFolders, segment[1..]],
        _ => [segment],
    };

    private static ReadOnlySpan<char> NameAt(ReadOnlySpan<char> path, int at)
    {
        var rest = path[at..];
        var end = rest.IndexOf('/');
        return end < 0 ? rest : rest[..end];
    }

    private bool IsNameMatch(string pattern, ReadOnlySpan<char> name)
    {
        if (name.IsEmpty) return false;
        var (p, n, retryPattern, retryName) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (retryPattern, retryName) = (++p, n);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || AreEqual(pattern[p], name[n])))
            {
                p++;
                n++;
            }
            else if (retryPattern >= 0)
            {
                (p, n) = (retryPattern, ++retryName);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).Trim('*').IsEmpty;
    }

    private bool AreEqual(char one, char other) => one == other || (_ignoresCase && char.ToUpperInvariant(one) == char.ToUpperInvariant(other));
}
