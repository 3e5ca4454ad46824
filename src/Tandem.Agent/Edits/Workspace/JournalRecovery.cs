using System.Text.RegularExpressions;

namespace Tandem.Agent.Edits.Workspace;

/// <summary>Carries a crashed commit through, or removes its traces.</summary>
/// <remarks>A journal may come from a repository somebody else made, so it is not trusted: every path is resolved like one from a model,
/// only files named like ours are moved or removed, and a file is replaced or deleted only while it holds exactly what the journal says
/// that it held. Content which the journal's author could not know cannot be lost.</remarks>
internal static partial class JournalRecovery
{
    public static void Run(PathResolver paths, JournalRecord record, bool committed)
    {
        foreach (var step in record.Steps)
        {
            if (committed) Finish(paths, step);
            if (step.Temporary is not null && Resolve(paths, step.Temporary) is { } temporary && IsTemporary(temporary) && File.Exists(temporary))
                File.Delete(temporary);
        }
        foreach (var folder in record.NewFolders.Reverse())
        {
            if (Resolve(paths, folder) is { } full && Directory.Exists(full) && !Directory.EnumerateFileSystemEntries(full).Any())
                Directory.Delete(full);
        }
    }

    private static void Finish(PathResolver paths, JournalStep step)
    {
        if (Resolve(paths, step.Path) is not { } target || HashOf(target) != step.OldHash) return;
        if (step.Temporary is null)
        {
            File.Delete(target);
        }
        else if (Resolve(paths, step.Temporary) is { } temporary && IsTemporary(temporary) && HashOf(temporary) == step.NewHash
            && Path.GetDirectoryName(temporary) == Path.GetDirectoryName(target))
        {
            File.Move(temporary, target, overwrite: true);
        }
        NativeFiles.SyncFolder(Path.GetDirectoryName(target)!);
    }

    private static string? Resolve(PathResolver paths, string relative)
    {
        try
        {
            return paths.Resolve(relative) is { Link: null } place ? place.FullPath : null;
        }
        catch (EditRefusedException)
        {
            return null;
        }
    }

    private static bool IsTemporary(string path) => TemporaryName().IsMatch(Path.GetFileName(path));

    private static string? HashOf(string path) => File.Exists(path) ? StagedFile.Hash(File.ReadAllBytes(path)) : null;

    [GeneratedRegex(@"^\.tandem-[0-9a-f]{32}\.tmp$")]
    private static partial Regex TemporaryName();
}
