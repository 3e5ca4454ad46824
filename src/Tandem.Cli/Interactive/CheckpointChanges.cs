using Tandem.Agent.Checkpoints;
using Tandem.Engine.Agents;

namespace Tandem.Cli.Interactive;

/// <summary>What the session did to files, by its checkpoints: one for each turn that changed any.</summary>
internal sealed class CheckpointChanges(OpenAgent open) : IChangeHistory
{
    public bool IsLastTurnChanged => open.Recorder.Current is { Changes.Count: > 0 };

    public async Task<IReadOnlyList<string>> UndoAsync(CancellationToken cancellationToken)
    {
        await open.Recorder.EndTurnAsync();
        var last = open.Checkpoints.List().FirstOrDefault(turn => turn.Session == open.Session.Id.Value && turn.State == CheckpointState.Closed);
        if (last is null)
            return ["There is nothing to undo: this session changed no file."];
        var report = await open.Checkpoints.UndoAsync(last.Id, cancellationToken);
        await open.Session.NoteAsync("undo", last.Id, cancellationToken);
        return
        [
            $"Undone: {last.Label}",
            .. report.Restored.Select(path => $"  restored {path}"),
            .. report.Kept.Select(kept => $"  left {kept.Path}: {kept.Because}"),
        ];
    }

    public Task<string> DiffAsync(CancellationToken cancellationToken) => Task.Run(() => open.Checkpoints.Diff(open.Session.Id.Value), cancellationToken);
}
