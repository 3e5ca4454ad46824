using Tandem.Agent.Tools;

namespace Tandem.Agent.Checkpoints;

/// <summary>Which folders a checkpoint leaves out: git's own, Tandem's data, and generated ones, which the next build makes anew.</summary>
/// <param name="ignored">Folders that git ignores, relative, without a final <c>/</c>; null where there is no git to ask.</param>
internal sealed class TreeFilter(string root, string dataFolder, IReadOnlySet<string>? ignored)
{
    private static readonly HashSet<string> Generated = new(StringComparer.OrdinalIgnoreCase)
    {
        "node_modules", "bin", "obj", "target", ".venv", "venv", "__pycache__", "dist", "build", "out", ".gradle", ".tox", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".next",
        ".nuxt", ".cache", "coverage", "TestResults", ".vs", "artifacts", "packages", "vendor", "Pods", ".terraform", ".eggs",
    };

    /// <summary>Where git cannot say what is source: names that never are.</summary>
    private static readonly HashSet<string> AlwaysGenerated = new(StringComparer.OrdinalIgnoreCase)
    {
        "node_modules", "obj", ".venv", "venv", "__pycache__", ".gradle", ".tox", ".mypy_cache", ".pytest_cache", ".ruff_cache",
    };

    public static async Task<TreeFilter> CreateAsync(string root, string dataFolder, CancellationToken cancellationToken)
    {
        if (!Path.Exists(Path.Combine(root, ".git"))) return new TreeFilter(root, dataFolder, null);
        var (output, problem) = await HardenedGit.RunAsync(root, ["ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory"], cancellationToken);
        if (problem is not null) return new TreeFilter(root, dataFolder, null);
        return new TreeFilter(root, dataFolder, output.Split('\0').Where(path => path.EndsWith('/')).Select(path => path[..^1]).ToHashSet(StringComparer.Ordinal));
    }

    /// <param name="path">Relative to the root.</param>
    public bool LeavesOut(string path, string name)
    {
        if (name is ".git" or ".hg" or ".svn" or ".jj" || Path.Combine(root, path) == dataFolder) return true;
        if (ignored is not null) return Generated.Contains(name) && ignored.Contains(path);
        return AlwaysGenerated.Contains(name)
            || (name == "bin" && Directory.Exists(Path.Combine(root, Path.GetDirectoryName(path)!, "obj")))
            || (name == "target" && File.Exists(Path.Combine(root, Path.GetDirectoryName(path)!, "Cargo.toml")));
    }
}
