namespace Tandem.Agent.Edits.Workspace;

/// <summary>Turns a path that a model wrote into a place inside the workspace, or refuses.</summary>
/// <remarks>Decided on the resolved object: the path is walked component by component, links followed, and nothing on the way or at its
/// end may leave the real root. Components that do not exist yet are checked by name.</remarks>
internal sealed class PathResolver
{
    private const int MaxLinks = 40; // As Linux: more is a loop.
    private const int MaxLength = 4_096;

    private readonly string _root;
    private readonly string _givenRoot;

    /// <exception cref="EditRefusedException">The root is not a folder.</exception>
    public PathResolver(string root)
    {
        _givenRoot = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        if (!Directory.Exists(_givenRoot))
            throw new EditRefusedException(EditErrorKind.MissingFile, "The workspace is not a folder.", hint: "Name an existing folder.");
        var links = 0;
        _root = Path.TrimEndingDirectorySeparator(Walk(Path.GetPathRoot(_givenRoot)!, Split(_givenRoot), _givenRoot, ref links, mayClimb: true));
    }

    public string Root => _root;

    /// <exception cref="EditRefusedException">With kind path_outside, path_protected, is_directory or malformed.</exception>
    public WorkspacePath Resolve(string path)
    {
        var components = Split(Relative(path));
        if (ProtectedPaths.Contains(Lexical(components))) throw Protected(path);
        var links = 0;
        var parent = Walk(_root, components.SkipLast(1), path, ref links, mayClimb: false);
        if (!IsInside(parent)) throw Outside(path);
        var full = Walk(parent, components.TakeLast(1), path, ref links, mayClimb: false);
        if (!IsInside(full)) throw Outside(path);
        var relative = Path.GetRelativePath(_root, full).Replace('\\', '/');
        if (relative == ".") throw new EditRefusedException(EditErrorKind.IsDirectory, $"`{path}` is the workspace itself.", path, "Name a file in it.");
        if (ProtectedPaths.Contains(relative.Split('/'))) throw Protected(path);
        var unresolved = components is [.., ".."] ? full : Path.Combine(parent, components[^1]);
        return new WorkspacePath(full, relative, unresolved == full ? null : unresolved);
    }

    private static EditRefusedException Outside(string path) => new(
        EditErrorKind.PathOutside, $"`{path}` is outside the workspace.", path, "Name a file inside the workspace, relative to its root.");

    private static EditRefusedException Protected(string path) => new(
        EditErrorKind.PathProtected, $"`{path}` is protected: it governs git, Tandem, a shell or an editor.", path,
        "Leave it as it is, and ask the user to change it.");

    private static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();

    /// <summary>The path relative to the root, where its form alone does not already lead out.</summary>
    private string Relative(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new EditRefusedException(EditErrorKind.Malformed, "The edit names no file.", hint: "Write the file's path, relative to the workspace.");
        if (path.Length > MaxLength || path.Any(char.IsControl))
            throw new EditRefusedException(EditErrorKind.Malformed, "The path is too long or has control characters.", hint: "Write the file's plain path.");
        if (path[0] == '~' || path.StartsWith(@"\\", StringComparison.Ordinal) || path.Contains("://", StringComparison.Ordinal) || HasDrive(path)) throw Outside(path);
        // Windows separators are taken as such, unless a file of exactly this name is there.
        var slashed = path.Contains('\\') && !(path.IndexOf('/', StringComparison.Ordinal) < 0 && File.Exists(Path.Combine(_root, path))) ? path.Replace('\\', '/') : path;
        if (slashed[0] != '/') return slashed;
        foreach (var root in (ReadOnlySpan<string>)[_givenRoot, _root])
        {
            if (slashed == root || slashed.StartsWith(root + "/", StringComparison.Ordinal)) return slashed[root.Length..];
        }
        throw Outside(path);
    }

    private static bool HasDrive(string path) =>
        path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]) && (path.Length == 2 || path[2] is '/' or '\\');

    /// <summary>Without <c>.</c> and <c>..</c>, by names alone: what protects a path whose folders do not exist yet.</summary>
    private static List<string> Lexical(string[] components)
    {
        var names = new List<string>();
        foreach (var component in components)
        {
            if (component != "..") names.Add(component);
            else if (names.Count > 0) names.RemoveAt(names.Count - 1);
        }
        return names;
    }

    private string Walk(string start, IEnumerable<string> components, string path, ref int links, bool mayClimb)
    {
        var current = start;
        foreach (var component in components)
        {
            if (component == "..")
            {
                // The real parent, not the name in front: behind a link they differ.
                if (!mayClimb && current == _root) throw Outside(path);
                current = Path.GetDirectoryName(current) ?? current;
                continue;
            }
            var next = Path.Combine(current, component);
            var target = new FileInfo(next).LinkTarget;
            if (target is null)
            {
                current = next;
                continue;
            }
            if (++links > MaxLinks) throw Outside(path);
            current = Walk(target[0] == '/' ? "/" : current, Split(target), path, ref links, mayClimb: true);
        }
        return current;
    }

    private bool IsInside(string path) => path == _root || path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
