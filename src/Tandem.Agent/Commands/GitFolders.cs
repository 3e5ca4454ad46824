namespace Tandem.Agent.Commands;

/// <summary>Where a linked worktree or a submodule keeps its repository: outside the workspace, shown read-only so that <c>git log</c> works.</summary>
internal static class GitFolders
{
    private const int MaxBytes = 4_096;

    public static IEnumerable<string> Outside(string workspace)
    {
        if (Pointer(Path.Combine(workspace, ".git"), "gitdir: ", workspace) is not { } folder || IsInside(folder, workspace)) yield break;
        if (!LooksLikeGit(folder)) yield break;
        yield return folder;
        if (Pointer(Path.Combine(folder, "commondir"), "", folder) is { } common && LooksLikeGit(common) && !IsInside(common, workspace)) yield return common;
    }

    /// <summary>The <c>.git</c> file is the repository's: it must not be able to name any folder and so show it.</summary>
    private static bool LooksLikeGit(string folder) =>
        File.Exists(Path.Combine(folder, "HEAD"))
        && (File.Exists(Path.Combine(folder, "commondir")) || (Directory.Exists(Path.Combine(folder, "objects")) && Directory.Exists(Path.Combine(folder, "refs"))));

    private static bool IsInside(string folder, string workspace) => folder.StartsWith(workspace + "/", StringComparison.Ordinal);

    private static string? Pointer(string file, string prefix, string relativeTo)
    {
        try
        {
            if (new FileInfo(file) is not { Exists: true, Length: <= MaxBytes }) return null;
            var text = File.ReadAllText(file).Trim();
            if (!text.StartsWith(prefix, StringComparison.Ordinal) || text.Length == prefix.Length) return null;
            return Path.TrimEndingDirectorySeparator(Path.GetFullPath(text[prefix.Length..], relativeTo));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
