using System.Diagnostics;
using System.Globalization;

namespace Tandem.Evals;

/// <summary>What a report says about where its figures come from: commit and machine size, no names.</summary>
internal static class RunFacts
{
    public static string Root { get; } = FindRoot();

    public static string Commit()
    {
        var dirty = Git("status", "--porcelain", "--untracked-files=no", "--", "src", "evals").Length > 0;
        return Git("rev-parse", "--short", "HEAD") + (dirty ? " with uncommitted changes" : "");
    }

    public static string Machine()
    {
        var gibibytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {gibibytes:0} GiB memory");
    }

    /// <summary>A data file as the repository sees it; anything else by its name alone.</summary>
    public static string DataName(string path)
    {
        var relative = Path.GetRelativePath(Root, Path.GetFullPath(path)).Replace('\\', '/');
        return relative.StartsWith("../shared/", StringComparison.Ordinal) || !relative.StartsWith("..", StringComparison.Ordinal) ? relative : Path.GetFileName(path);
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Tandem.slnx"))) return folder;
        }
        return Environment.CurrentDirectory;
    }

    private static string Git(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Trim();
    }
}
