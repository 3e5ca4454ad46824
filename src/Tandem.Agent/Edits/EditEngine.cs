using System.Buffers;
using System.Text;
using Tandem.Agent.Edits.Formats;
using Tandem.Agent.Edits.Workspace;

namespace Tandem.Agent.Edits;

/// <summary>Applies the edits of a model's reply to a workspace: exactly, all or none.</summary>
/// <remarks>Safe for concurrent use; commits in one workspace exclude each other, across processes too. Files are replaced by rename, so
/// that each is old or new at any moment, and a commit that a crash cut off is finished at the next call.</remarks>
public sealed class EditEngine
{
    private const int MaxReplyLength = 16 << 20;

    /// <summary>Told after each durable step of a commit; tests end it there.</summary>
    internal Action<string>? Reached { get; init; }

    /// <summary>Applies, or refuses with a reason that a model can act on; never leaves half of it behind.</summary>
    public EditResult Apply(EditRequest request)
    {
        try
        {
            var paths = new PathResolver(request.Root);
            EditJournal.Recover(paths);
            var outcome = Outcome.Of(Stage(request, paths));
            if (outcome.Files.Count == 0)
                throw new EditRefusedException(EditErrorKind.NoChange, "The edit leaves every file as it is.", hint: "Old and new text are the same; send the change that is meant.");
            if (!request.DryRun) Write(paths, outcome);
            return EditResult.Applied(outcome.Files);
        }
        catch (EditRefusedException e)
        {
            return EditResult.Refused(e.ToError());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return EditResult.Refused(new EditError
            {
                Kind = EditErrorKind.Stale, Message = $"The workspace cannot be read or written: {e.GetType().Name}.",
                Hint = "Check permissions and free space; nothing was changed.",
            });
        }
    }

    /// <summary>Works an edit out without writing: what is shown is what <see cref="Commit"/> writes.</summary>
    /// <param name="changes">Changes that need no parsing; null = those of the request's text.</param>
    internal static PlannedEdit Plan(EditRequest request, IReadOnlyList<FileChange>? changes = null)
    {
        try
        {
            var paths = new PathResolver(request.Root);
            EditJournal.Recover(paths);
            var outcome = Outcome.Of(Stage(request, paths, changes));
            return outcome.Files.Count > 0 ? new PlannedEdit(paths, outcome, null)
                : new PlannedEdit(null, null, new EditError { Kind = EditErrorKind.NoChange, Message = "The edit leaves every file as it is.", Hint = "Old and new text are the same; send the change that is meant." });
        }
        catch (EditRefusedException e)
        {
            return new PlannedEdit(null, null, e.ToError());
        }
    }

    /// <summary>Writes a planned edit, or refuses where a file changed since it was planned.</summary>
    internal EditResult Commit(PlannedEdit plan)
    {
        try
        {
            Write(plan.Paths!, plan.Outcome!);
            return EditResult.Applied(plan.Outcome!.Files);
        }
        catch (EditRefusedException e)
        {
            return EditResult.Refused(e.ToError());
        }
    }

    private void Write(PathResolver paths, Outcome outcome)
    {
        using var commit = new FileCommit(paths, Reached);
        commit.Run(outcome.Writes);
    }

    private static StagedWorkspace Stage(EditRequest request, PathResolver paths, IReadOnlyList<FileChange>? known = null)
    {
        if (request.Text.Length > MaxReplyLength)
            throw Reply.Malformed("The reply is longer than 16 Mi characters.", "Send fewer edits at once.");
        if (!IsValidUtf16(request.Text))
            throw Reply.Malformed("The reply holds half of a surrogate pair.", "Write characters beyond U+FFFF whole.");
        var workspace = new StagedWorkspace(paths);
        var changes = known ?? new ReplyParser(workspace.Exists, request.TargetFile).Parse(request.Text, request.Format);
        var applier = new ChangeApplier(workspace);
        foreach (var change in changes) applier.Apply(change);
        return workspace;
    }

    private static bool IsValidUtf16(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var length) != OperationStatus.Done) return false;
            text = text[length..];
        }
        return true;
    }
}
