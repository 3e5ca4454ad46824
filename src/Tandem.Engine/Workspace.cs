using Tandem.Storage.Privacy;

namespace Tandem.Engine;

/// <summary>The folder that a question is about: the repository around the working folder, else that folder. Real path, links resolved.</summary>
public sealed record Workspace(string Root)
{
    public static Workspace Find(string folder)
    {
        var real = RealPath.Of(folder);
        for (var candidate = new DirectoryInfo(real); candidate is not null; candidate = candidate.Parent)
            if (Path.Exists(Path.Combine(candidate.FullName, ".git"))) // A file in worktrees and submodules.
                return new Workspace(candidate.FullName);
        return new Workspace(real);
    }

    /// <summary>That folder itself, links resolved.</summary>
    public static Workspace Exact(string folder) => new(RealPath.Of(folder));

    /// <summary>The path below the root that a file really has, with forward slashes; one outside keeps its full path.</summary>
    public string Relative(string path)
    {
        var real = RealPath.Of(Path.GetFullPath(path, Root));
        var relative = Path.GetRelativePath(Root, real);
        return (relative.StartsWith("..", StringComparison.Ordinal) ? real : relative).Replace('\\', '/');
    }
}
