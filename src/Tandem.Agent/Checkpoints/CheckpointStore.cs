using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Tandem.Agent.Edits.Workspace;

namespace Tandem.Agent.Checkpoints;

/// <summary>Checkpoints of one workspace, in Tandem's data folder. Nothing of the repository's git is touched; a folder without git works as well.</summary>
/// <remarks>A checkpoint keeps what the agent changed, not the whole tree: undoing takes back exactly that. Contents lie in a store of their own,
/// named by hash. Generated folders (<c>node_modules</c>, <c>bin</c> and the like, where git ignores them) are left out.</remarks>
public sealed class CheckpointStore
{
    private const int MaxKept = 100;
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(30);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5); // The start of a process is told by another clock than ours.

    private readonly string _root;
    private readonly string _dataFolder;
    private readonly TimeProvider _time;
    private readonly BlobStore _blobs;
    private readonly CheckpointFiles _files;

    /// <param name="dataFolder">Tandem's data folder.</param>
    /// <exception cref="Edits.EditRefusedException">The workspace is not a folder.</exception>
    public CheckpointStore(string workspace, string dataFolder, TimeProvider time)
    {
        _root = new PathResolver(workspace).Root;
        _dataFolder = dataFolder;
        _time = time;
        var folder = Path.Combine(dataFolder, "checkpoints", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_root)))[..16]);
        _blobs = new BlobStore(Path.Combine(folder, "contents"));
        _files = new CheckpointFiles(folder);
    }

    /// <summary>Finishes, or takes back, an edit that a killed process left in the middle. Does nothing where there is none, or where its process still writes it.</summary>
    public void Recover()
    {
        try
        {
            EditJournal.Recover(new PathResolver(_root));
        }
        catch (Edits.EditRefusedException)
        {
            // Another process is writing an edit at this moment; it ends it itself.
        }
    }

    /// <summary>Begins to keep what the agent changes. What is different from now on, inside a bracket, is the agent's.</summary>
    /// <param name="label">First words of what was asked.</param>
    public async Task<Checkpoint> BeginAsync(string? session, string label, CancellationToken cancellationToken)
    {
        var tree = await TreeAsync(cancellationToken);
        return await Task.Run(() =>
        {
            CloseAbandoned(tree, cancellationToken);
            Prune(tree);
            tree.Refresh(cancellationToken);
            var now = _time.GetUtcNow();
            var header = new CheckpointHeader
            {
                Id = NewId(now), Session = session, Time = now, Label = Shorten(label), State = CheckpointState.Open, Process = Environment.ProcessId,
            };
            _files.Write(header);
            tree.Save(_files.TreeFile);
            return new Checkpoint(header, tree, _files, _blobs, _root);
        }, cancellationToken);
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<CheckpointHeader> List() => _files.List();

    /// <summary>What the agent changed, each path once, in order of path.</summary>
    public IReadOnlyList<PathChange> Changes(string id) => NetChanges.Of(_files.Changes(id)).Changes;

    /// <summary>Unified diff of what the agent changed over all turns of a session, but for what was undone; a path that somebody else changed too is only named.</summary>
    public string Diff(string session)
    {
        var turns = _files.List().Where(header => header.Session == session && header.State != CheckpointState.Undone).Reverse();
        var (changes, mixed) = NetChanges.Of([.. turns.SelectMany(header => _files.Changes(header.Id))]);
        return string.Concat(changes.Select(change => ChangeDiff.Of(change, _blobs))) + string.Concat(mixed.Select(kept => $"{kept.Path}: {kept.Because}\n"));
    }

    /// <summary>Takes a checkpoint's changes back. That is itself kept as a checkpoint, so that it can be undone.</summary>
    /// <exception cref="ArgumentException">No such checkpoint.</exception>
    public async Task<UndoReport> UndoAsync(string id, CancellationToken cancellationToken)
    {
        var header = _files.List().Find(header => header.Id == id) ?? throw new ArgumentException($"There is no checkpoint '{id}' in this workspace. List them with: tandem undo --list", nameof(id));
        var tree = await TreeAsync(cancellationToken);
        return await Task.Run(() =>
        {
            CloseAbandoned(tree, cancellationToken);
            var (changes, mixed) = NetChanges.Of(_files.Changes(id));
            tree.Refresh(cancellationToken);
            var now = _time.GetUtcNow();
            var undo = new CheckpointHeader { Id = NewId(now), Time = now, Label = "undo: " + header.Label, State = CheckpointState.Closed, UndoOf = id };
            var before = changes.ToDictionary(change => change.Path, change => tree.Find(change.Path), StringComparer.Ordinal);
            var report = new TreeRestore(_root, _blobs, tree.Look).Run(changes);
            _files.Append(undo.Id, [.. report.Restored.Select(path => new PathChange(path, before[path], tree.Look(path)))]);
            _files.Write(undo);
            _files.Write(header with { State = CheckpointState.Undone });
            return report with { Kept = [.. report.Kept, .. mixed] };
        }, cancellationToken);
    }

    private static string Shorten(string label)
    {
        var line = label.ReplaceLineEndings(" ").Trim();
        return line.Length <= 80 ? line : line[..79] + "…";
    }

    /// <summary>Two within a millisecond keep their order by chance only, so chance is left out: the second waits its turn.</summary>
    private string NewId(DateTimeOffset now)
    {
        var newest = _files.List().FirstOrDefault()?.Id;
        var id = $"cp_{now.ToUnixTimeMilliseconds():x12}";
        while (newest is not null && string.CompareOrdinal(id, newest) <= 0) id = $"cp_{Convert.ToInt64(newest[3..], 16) + 1:x12}";
        return id;
    }

    private async Task<WorkspaceTree> TreeAsync(CancellationToken cancellationToken)
    {
        Recover(); // Before anything is looked at: what a dead process began is its own, not a change of the person.
        var tree = new WorkspaceTree(_root, _blobs, await TreeFilter.CreateAsync(_root, _dataFolder, cancellationToken), _time);
        tree.Load(_files.TreeFile);
        return tree;
    }

    /// <summary>A process that was killed in the middle of a turn: what is different since it last looked is taken for the agent's.</summary>
    private void CloseAbandoned(WorkspaceTree tree, CancellationToken cancellationToken)
    {
        var open = _files.List().FindAll(header => header.State == CheckpointState.Open && !IsRunning(header));
        if (open.Count == 0) return;
        tree.Apply(_files.Changes(open[0].Id));
        _files.Append(open[0].Id, tree.Refresh(cancellationToken));
        tree.Save(_files.TreeFile);
        foreach (var header in open) _files.Write(header with { State = CheckpointState.Closed });
    }

    /// <remarks>A number is given again to later processes: one that began after the checkpoint is not the one that opened it.</remarks>
    private static bool IsRunning(CheckpointHeader header)
    {
        if (header.Process == Environment.ProcessId) return true;
        try
        {
            using var found = Process.GetProcessById(header.Process);
            return found.StartTime.ToUniversalTime() <= header.Time.UtcDateTime + ClockSkew;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private void Prune(WorkspaceTree tree)
    {
        var all = _files.List();
        var gone = all.Where((header, place) => header.State != CheckpointState.Open && (place >= MaxKept || header.Time < _time.GetUtcNow() - MaxAge)).ToList();
        if (gone.Count == 0) return;
        foreach (var header in gone) _files.Delete(header.Id);
        var used = new HashSet<string>(tree.Contents, StringComparer.Ordinal);
        foreach (var change in all.Except(gone).SelectMany(header => _files.Changes(header.Id)))
        {
            if (change.Before?.Content is { } before) used.Add(before);
            if (change.After?.Content is { } after) used.Add(after);
        }
        _blobs.Prune(used);
    }
}
