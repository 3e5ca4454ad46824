using Tandem.Agent.Edits.Matching;
using Tandem.Agent.Edits.Text;
using Tandem.Agent.Edits.Workspace;

namespace Tandem.Agent.Edits;

/// <summary>Carries a reply's changes out on the staged files, in the reply's order; the first that fails ends all.</summary>
internal sealed class ChangeApplier(StagedWorkspace workspace)
{
    public void Apply(FileChange change)
    {
        switch (change)
        {
            case CreateFile create:
                Create(create);
                break;
            case DeleteFile delete:
                Delete(delete);
                break;
            case UpdateFile update:
                Update(update);
                break;
            case ReplaceText replace:
                Replace(replace);
                break;
            case WriteFile write:
                Write(write);
                break;
            default:
                throw new InvalidOperationException($"No rule for {change.GetType().Name}.");
        }
    }

    private static EditRefusedException Exists(string path) => new(
        EditErrorKind.FileExists, $"`{path}` exists already.", path, "Update the file instead, or choose another path.");

    private static void RefuseLink(StagedFile file, string path)
    {
        if (file.Path.Link is null) return;
        throw new EditRefusedException(
            EditErrorKind.Malformed, $"`{path}` is a symbolic link to `{file.Path.Relative}`.", path, "Name the file itself to delete or move it.");
    }

    private void Create(CreateFile create)
    {
        var file = workspace.Open(create.Path);
        if (file.Document is not null) throw Exists(create.Path);
        file.Document = TextDocument.Create(create.Content);
        Elision.ThrowIfAdded(create.Path, file.Document.Lines, [], "The new file");
    }

    private void Delete(DeleteFile delete)
    {
        var file = workspace.OpenExisting(delete.Path);
        RefuseLink(file, delete.Path);
        if (delete.Hunks.Count > 0)
        {
            var document = TextDocument.Read(file.Document!.GetBytes());
            new HunkApplier(delete.Path, document).ApplyAll([.. delete.Hunks.Select(hunk => new HunkChoice([hunk]))]);
            if (!document.IsEmpty)
            {
                throw new EditRefusedException(
                    EditErrorKind.NotFound, $"`{delete.Path}` has lines that the deletion does not quote, {document.Lines.Count} of them.",
                    delete.Path, "Quote the whole file as removed, or change it instead of deleting it.");
            }
        }
        file.Document = null;
    }

    private void Update(UpdateFile update)
    {
        var file = workspace.OpenExisting(update.Path);
        new HunkApplier(update.Path, file.Document!).ApplyAll(update.Hunks);
        if (update.MoveTo is not null) Move(file, update);
    }

    private void Move(StagedFile file, UpdateFile update)
    {
        RefuseLink(file, update.Path);
        var target = workspace.Open(update.MoveTo!);
        if (target == file) return;
        if (target.Document is not null) throw Exists(update.MoveTo!);
        target.Document = file.Document;
        target.Mode = file.Mode;
        target.MovedFrom = file.MovedFrom ?? file.Path.Relative;
        file.Document = null;
        file.IsMovedAway = true;
    }

    private void Replace(ReplaceText replace)
    {
        var file = replace.Old.Length == 0 ? workspace.Open(replace.Path) : workspace.OpenExisting(replace.Path);
        if (file.Document is { IsEmpty: false })
        {
            new TextReplacer(replace, file.Document).Apply();
            return;
        }
        if (replace.Old.Length > 0)
            throw new EditRefusedException(EditErrorKind.NotFound, $"`{replace.Path}` is empty.", replace.Path, "Use an empty old text to fill it.");
        if (replace.New.Length == 0)
            throw new EditRefusedException(EditErrorKind.NoChange, "Old and new text are both empty.", replace.Path, "Give the text to write.");
        Fill(file, replace.New);
        Elision.ThrowIfAdded(replace.Path, file.Document!.Lines, [], "The new text");
    }

    private void Write(WriteFile write)
    {
        var file = workspace.Open(write.Path);
        if (file.Document is not { IsEmpty: false } document)
        {
            Fill(file, write.Content);
            Elision.ThrowIfAdded(write.Path, file.Document!.Lines, [], "The new file");
            return;
        }
        if (string.IsNullOrWhiteSpace(write.Content))
        {
            throw new EditRefusedException(
                EditErrorKind.Elided, $"The new content of `{write.Path}` is empty, and the file is not.", write.Path,
                "Write the whole file, or delete it if that is meant.");
        }
        var lines = TextDocument.Split(write.Content);
        var pairs = LineDiff.Pair(document.Lines.Count, lines.Count, (old, @new) => document.Lines[old].Text == lines[@new].Text);
        var replacement = lines.Select((line, i) => pairs[i] >= 0 ? document.Lines[pairs[i]] : new TextLine(line.Text, document.LineEnd, 0)).ToList();
        Elision.ThrowIfAdded(write.Path, replacement, document.Lines, "The whole-file text");
        document.Splice(0, document.Lines.Count, replacement);
    }

    /// <summary>A file on disk that is empty keeps its byte order mark and so its encoding.</summary>
    private static void Fill(StagedFile file, string content)
    {
        if (file.Document is null) file.Document = TextDocument.Create(content);
        else file.Document.Splice(0, 0, TextDocument.Split(content).ConvertAll(line => line with { Origin = 0 }), keepFinalEnd: false);
    }
}
