using Tandem.Agent.Edits.Workspace;

namespace Tandem.Agent.Edits;

/// <summary>What the edits did to which files, compared with the disk.</summary>
internal sealed record Outcome(IReadOnlyList<EditedFile> Files, IReadOnlyList<FileWrite> Writes)
{
    public static Outcome Of(StagedWorkspace workspace)
    {
        List<EditedFile> files = [];
        List<FileWrite> writes = [];
        foreach (var file in workspace.Files)
        {
            if (file.ToWrite() is not { } write) continue;
            writes.Add(write);
            // A moved file is told once, where it went.
            if (file.Document is null && file.IsMovedAway) continue;
            files.Add(new EditedFile { Path = file.Path.Relative, Action = ActionOf(file), From = file.OnDisk is null ? file.MovedFrom : null });
        }
        return new Outcome(files, writes);
    }

    private static FileAction ActionOf(StagedFile file) => file switch
    {
        { Document: null } => FileAction.Delete,
        { OnDisk: not null } => FileAction.Update,
        { MovedFrom: not null } => FileAction.Rename,
        _ => FileAction.Add,
    };
}
