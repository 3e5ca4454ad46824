using System.Text;
using Tandem.Agent.Verification;

namespace Tandem.Agent.Checkpoints;

/// <summary>A turn whose changes are kept. Not for concurrent use by two turns; its own calls exclude each other.</summary>
/// <remarks>What changes between <see cref="BeforeAsync"/> and <see cref="AfterAsync"/> is the agent's; what changes outside is the person's and stays.</remarks>
public sealed class Checkpoint : IAsyncDisposable
{
    private readonly WorkspaceTree _tree;
    private readonly CheckpointFiles _files;
    private readonly BlobStore _blobs;
    private readonly string _root;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private CheckpointHeader _header;
    private int _inBracket;

    internal Checkpoint(CheckpointHeader header, WorkspaceTree tree, CheckpointFiles files, BlobStore blobs, string root)
    {
        _header = header;
        _tree = tree;
        _files = files;
        _blobs = blobs;
        _root = root;
    }

    public string Id => _header.Id;

    /// <summary>The workspace has more files than are kept: those beyond cannot be restored.</summary>
    public bool IsCut => _tree.IsCut;

    /// <summary>What the agent changed so far, each path once.</summary>
    public IReadOnlyList<PathChange> Changes => NetChanges.Of(_files.Changes(Id)).Changes;

    /// <summary>The agent is about to change something. Parallel brackets count as one.</summary>
    /// <param name="paths">What it will change at most, relative to the workspace; null = anything, so that the whole workspace is looked at.</param>
    public Task BeforeAsync(IReadOnlyList<string>? paths, CancellationToken cancellationToken) => LockedAsync(
        () =>
        {
            if (_inBracket > 0) return false; // Inside a wider one everything is the agent's already.
            if (paths is not null) _tree.Refresh(paths);
            else _tree.Refresh(cancellationToken);
            return true;
        },
        cancellationToken, after: () => _inBracket += paths is null ? 1 : 0);

    /// <summary>It has; what is different now is kept as the agent's.</summary>
    /// <param name="paths">As before the change.</param>
    public Task AfterAsync(IReadOnlyList<string>? paths, CancellationToken cancellationToken) => LockedAsync(
        () =>
        {
            if (paths is not null) _files.Append(Id, _tree.Refresh(paths));
            else if (_inBracket > 0 && --_inBracket == 0) Keep(cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Takes back what the agent changed so far; the checkpoint stays open for the next attempt.</summary>
    public Task<UndoReport> RollBackAsync(CancellationToken cancellationToken) => LockedAsync(
        () =>
        {
            if (_inBracket > 0) Keep(cancellationToken);
            _inBracket = 0;
            var (changes, mixed) = NetChanges.Of(_files.Changes(Id));
            var report = new TreeRestore(_root, _blobs, _tree.Look).Run(changes);
            // The inverse is a change of the agent too, so that the net is nothing.
            _files.Append(Id, [.. changes.Where(change => report.Restored.Contains(change.Path)).Select(change => new PathChange(change.Path, change.After, change.Before))]);
            _tree.Refresh(cancellationToken);
            _tree.Save(_files.TreeFile);
            return report with { Kept = [.. report.Kept, .. mixed] };
        },
        cancellationToken);

    /// <summary>Unified diff of what the agent changed so far.</summary>
    /// <param name="maxLength">In characters; a longer one is cut, and says so.</param>
    public Task<string> DiffAsync(int maxLength, CancellationToken cancellationToken) => LockedAsync(
        () =>
        {
            var text = new StringBuilder();
            foreach (var change in Changes)
            {
                if (text.Length > maxLength) break;
                text.Append(ChangeDiff.Of(change, _blobs));
            }
            return text.Length <= maxLength ? text.ToString() : string.Concat(text.ToString().AsSpan(0, maxLength), "\n[… the diff goes on]\n");
        },
        cancellationToken);

    /// <summary>What the agent changed so far, as texts; files that are binary, large or no files are left out.</summary>
    public Task<IReadOnlyList<ChangedFile>> TextsAsync(CancellationToken cancellationToken) =>
        LockedAsync<IReadOnlyList<ChangedFile>>(() => [.. Changes.Select(change => ChangeDiff.Texts(change, _blobs)).OfType<ChangedFile>()], cancellationToken);

    /// <summary>Stands for every file of the workspace as it is now, names, modes and contents.</summary>
    public Task<string> TreeHashAsync(CancellationToken cancellationToken) => LockedAsync(
        () =>
        {
            if (_inBracket == 0) _tree.Refresh(cancellationToken);
            return _tree.Hash();
        },
        cancellationToken);

    /// <summary>Ends the turn.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_header.State == CheckpointState.Open)
        {
            await LockedAsync(
                () =>
                {
                    if (_inBracket > 0) Keep(CancellationToken.None);
                    _inBracket = 0;
                    _tree.Save(_files.TreeFile);
                    // A turn that changed nothing leaves nothing to undo.
                    if (_files.Changes(Id).Count == 0) _files.Delete(Id);
                    else _files.Write(_header = _header with { State = CheckpointState.Closed });
                    return true;
                },
                CancellationToken.None);
        }
        _gate.Dispose();
    }

    private void Keep(CancellationToken cancellationToken) => _files.Append(Id, _tree.Refresh(cancellationToken));

    private async Task<T> LockedAsync<T>(Func<T> action, CancellationToken cancellationToken, Action? after = null)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var result = await Task.Run(action, cancellationToken);
            after?.Invoke();
            return result;
        }
        finally
        {
            _gate.Release();
        }
    }
}
