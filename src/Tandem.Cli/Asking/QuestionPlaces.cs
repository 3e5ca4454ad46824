using System.Data.Common;
using Tandem.Cli.Terminal;
using Tandem.CodeIndex;
using Tandem.CodeIndex.History;
using Tandem.CodeIndex.Scanning;
using Tandem.CodeIndex.Search;

namespace Tandem.Cli.Asking;

/// <summary>The places in the code that fit a question. The index is opened when it is first needed, and no trouble with it fails a question.</summary>
internal sealed class QuestionPlaces(Engine.Engine engine, ITerminal terminal) : IDisposable
{
    private const int MaxUnindexed = 5_000; // More files take longer than a question should wait: 'tandem index' is said instead.
    private const int ToldAfterFiles = 500;
    private static readonly TimeSpan RefreshTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LockTime = TimeSpan.FromSeconds(1);

    private RepositoryIndex? _index;
    private bool _isTried;

    /// <summary>What a request may carry, best first; nothing where the question is not about this code.</summary>
    /// <param name="maxBytes">Of all texts together.</param>
    public IReadOnlyList<Passage> ForRequest(Question question, int maxBytes, CancellationToken cancellationToken) => Read(
        index => PlaceRule.Choose(
            question.Text,
            index.NamesIn(question.Text),
            index.Passages(question.Text, PlaceRule.MaxPlaces, maxBytes, path => PlaceRule.MaySend(path, question, engine.Configuration.Privacy))),
        cancellationToken);

    /// <summary>The ranked places for the user's own eyes: what is left to say where no model answers.</summary>
    public IReadOnlyList<SearchHit> ForUser(Question question, int count, CancellationToken cancellationToken) =>
        Read(index => index.Search(question.Text, count), cancellationToken);

    public void Dispose() => _index?.Dispose();

    private IReadOnlyList<T> Read<T>(Func<RepositoryIndex, IReadOnlyList<T>> read, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(RefreshTime, engine.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            if (!_isTried)
            {
                _isTried = true;
                Open(either.Token);
            }

            return _index is null ? [] : read(_index);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            Close($"Reading the code of {engine.Workspace.Root} takes long. 'tandem index' does it once; then answers can cite it.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or DbException)
        {
            Close($"The code index cannot be used: {failure.Message}");
        }

        return [];
    }

    private void Open(CancellationToken cancellationToken)
    {
        var root = engine.Workspace.Root;
        var tree = new WorkingTree(root);
        var file = IndexLocation.Of(Engine.Engine.Sources(engine.Options).DataFolder, root);
        if (HoldsHome(root))
            return;
        if (!File.Exists(file) && tree.List([], cancellationToken).Count is var count && count > MaxUnindexed)
        {
            terminal.Note($"The {count:#,0} files here are not indexed yet. 'tandem index' does it once; then answers can cite them.", Tone.Quiet);
            return;
        }

        _index = new RepositoryIndex(file, time: engine.Time, lockTimeout: LockTime);
        var told = 0;
        var report = _index.Refresh(
            tree,
            new GitHistory(root),
            read =>
            {
                if (read - told < ToldAfterFiles) return;
                told = read;
                terminal.Note($"Indexing: {read} files read", Tone.Quiet);
            },
            cancellationToken);
        if (!report.IsUnchanged || report.Files == 0) // What was said once need not be said with every question.
            foreach (var note in report.Notes)
                terminal.Note(note, Tone.Quiet);
    }

    /// <summary>A home folder that is no repository is not code.</summary>
    private bool HoldsHome(string root)
    {
        var home = engine.Options.HomeFolder;
        return home.Length > 0 && !Path.Exists(Path.Combine(root, ".git")) && (home + Path.DirectorySeparatorChar).StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    private void Close(string note)
    {
        _index?.Dispose();
        _index = null;
        terminal.Note(note, Tone.Quiet);
    }
}
