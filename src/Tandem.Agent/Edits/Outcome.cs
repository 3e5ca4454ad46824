using Tandem.Agent.Edits.Workspace;

namespace Tandem.Agent.Edits;

/// <summary>What the edits did to which files, compared with the disk.</summary>
internal static class Outcome
{
    public static List<EditedFile> Of(StagedWorkspace workspace)
    {
        var files = new List<EditedFile>();
        foreach (var file in workspace.Files)
        {
            var action = ActionOf(file);
            if (action is not null) files.Add(new EditedFile { Path = file.Path.Relative, Action = action.Value, From = action == FileAction.Rename ? file.MovedFrom : null });
        }
        return files;
    }

    private static FileAction? ActionOf(StagedFile file)
    {
        if (file.Document is null) return file.OnDisk is null || file.IsMovedAway ? null : FileAction.Delete;
        if (file.OnDisk is null) return file.MovedFrom is null ? FileAction.Add : FileAction.Rename;
        return file.IsChanged ? FileAction.Update : null;
    }
}
