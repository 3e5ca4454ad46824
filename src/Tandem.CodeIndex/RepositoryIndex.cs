using System.Runtime.ExceptionServices;
using Microsoft.Data.Sqlite;
using Tandem.CodeIndex.History;
using Tandem.CodeIndex.Indexing;
using Tandem.CodeIndex.Map;
using Tandem.CodeIndex.Scanning;
using Tandem.CodeIndex.Search;

namespace Tandem.CodeIndex;

/// <summary>The code index of one repository: brought up to date on use, then asked.</summary>
/// <remarks>
/// Safe for concurrent use; calls run one after the other. Several processes may share one index file. Keep one open for as long as a session lasts, call
/// <see cref="Refresh"/> before each use (an unchanged tree costs two runs of git and a look at each file), then ask: <see cref="Search"/> gives places to
/// open, <see cref="Passages"/> text to read, <see cref="Map"/> an outline that fits a budget of tokens. A file read meanwhile may have changed; places are
/// looked up in the file as it is.
/// </remarks>
public sealed class RepositoryIndex : IDisposable
{
    private readonly Lock _gate = new();
    private readonly string? _file;
    private readonly ScanLimits _limits;
    private SearchWeights _weights;
    private readonly TimeProvider _time;
    private readonly TimeSpan _lockTimeout;
    private readonly List<string> _notes = [];
    private IndexDatabase _database;
    private LoadedIndex? _loaded;
    private ISourceTree? _tree;
    private IHistorySource? _history;

    /// <param name="file">The index file, usually <see cref="IndexLocation.Of"/>; null keeps the index in memory.</param>
    /// <param name="lockTimeout">How long to wait for another process that writes the same index; default 5 s.</param>
    public RepositoryIndex(string? file, ScanLimits? limits = null, SearchWeights? weights = null, TimeProvider? time = null, TimeSpan? lockTimeout = null)
    {
        (_file, _limits, _weights, _time) = (file, limits ?? new ScanLimits(), weights ?? SearchWeights.Default, time ?? TimeProvider.System);
        _lockTimeout = lockTimeout ?? TimeSpan.FromSeconds(5);
        _database = IndexDatabase.Open(file, _lockTimeout, _notes);
    }

    /// <summary>The numbers of the ranking. Other ones take effect with the next question.</summary>
    public SearchWeights Weights
    {
        get => _weights;
        set
        {
            lock (_gate)
            {
                _weights = value;
                _loaded?.Use(value);
            }
        }
    }

    /// <summary>Brings the index to the state of a tree and a history.</summary>
    /// <param name="progress">Told how many files were read so far.</param>
    /// <exception cref="DirectoryNotFoundException">The tree's folder does not exist.</exception>
    public RefreshReport Refresh(ISourceTree tree, IHistorySource? history, Action<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tree);
        lock (_gate)
        {
            (_tree, _history) = (tree, history);
            try
            {
                return RefreshOnce(tree, history, progress ?? (_ => { }), cancellationToken);
            }
            catch (SqliteException e) when (IndexDatabase.IsDamaged(e) && _file is not null)
            {
                Remake();
                return RefreshOnce(tree, history, progress ?? (_ => { }), cancellationToken);
            }
            catch (SqliteException e) when (IndexDatabase.IsLocked(e))
            {
                _notes.Add("another process is writing this index; the answer comes from its last state");
                return Report(0, (0, 0, 0), 0, TimeSpan.Zero);
            }
        }
    }

    /// <summary>The places that answer a question, best first; one per file.</summary>
    /// <exception cref="InvalidOperationException">Nothing was refreshed yet, so there is no tree to read from.</exception>
    public IReadOnlyList<SearchHit> Search(string question, int count) => Ask(loaded =>
    {
        var tree = _tree ?? throw new InvalidOperationException("Call Refresh before Search: places are read from the tree.");
        var asked = Question.Read(question, loaded.Terms, _weights);
        var places = new PlaceFinder(tree, _database, loaded.Terms, loaded.Ranker.Worth(asked), _limits.MaxFileBytes);
        var hits = new List<SearchHit>();
        foreach (var (file, score) in loaded.Ranker.Rank(asked))
        {
            if (hits.Count == count) break;
            if (places.Find(loaded.Snapshot.Files[file], Math.Round(score, 4)) is { } hit) hits.Add(hit);
        }

        return hits;
    });

    /// <summary>The text around the places that answer a question, best first, one per file: for a model to read.</summary>
    /// <param name="count">How many places at most.</param>
    /// <param name="maxBytes">Of all texts together.</param>
    /// <param name="mayRead">Leaves files out by their path.</param>
    /// <exception cref="InvalidOperationException">Nothing was refreshed yet, so there is no tree to read from.</exception>
    public IReadOnlyList<Passage> Passages(string question, int count, int maxBytes, Func<string, bool> mayRead)
    {
        ArgumentNullException.ThrowIfNull(mayRead);
        lock (_gate)
        {
            var tree = _tree ?? throw new InvalidOperationException("Call Refresh before Passages: places are read from the tree.");
            var loaded = Loaded();
            var asked = Question.Read(question, loaded.Terms, _weights);
            var weights = loaded.Ranker.Worth(asked);
            var places = new PlaceFinder(tree, _database, loaded.Terms, weights, _limits.MaxFileBytes);
            var cutter = new PassageCutter(tree, loaded.Terms, asked, _limits.MaxFileBytes);
            var passages = new List<Passage>();
            foreach (var (file, score) in loaded.Ranker.Rank(asked))
            {
                if (passages.Count == count) break;
                if (!mayRead(loaded.Snapshot.Files[file].Path)) continue;
                if (places.Find(loaded.Snapshot.Files[file], score) is { } hit && cutter.Cut(hit, maxBytes / count) is { } passage) passages.Add(passage);
            }

            return passages;
        }
    }

    /// <summary>Words of a question that are written like names and are defined in this repository.</summary>
    public IReadOnlyList<string> NamesIn(string question)
    {
        lock (_gate) return Loaded().Names.Find(question);
    }

    /// <summary>The files that answer a question or that a change described like this would touch, best first.</summary>
    public IReadOnlyList<string> RankFiles(string question, int count) => Ask(loaded =>
        loaded.Ranker.Rank(Question.Read(question, loaded.Terms, _weights)).Take(count).Select(f => loaded.Snapshot.Files[f.File].Path).ToArray());

    /// <summary>Definitions whose name begins like this, whatever the case; the shortest names first: completion while typing.</summary>
    public IReadOnlyList<Definition> Definitions(string prefix, int count)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        lock (_gate) return DefinitionFinder.Find(_database, prefix, count);
    }

    /// <summary>The definitions that matter most, as text for a model.</summary>
    /// <param name="maxTokens">The budget; the text never needs more.</param>
    /// <param name="question">Draws the map around what this is about; null = of the whole.</param>
    /// <param name="mayRead">Leaves files out by their path; null = none.</param>
    public RepositoryMap Map(int maxTokens, string? question = null, Func<string, bool>? mayRead = null, CancellationToken cancellationToken = default) => Ask(loaded =>
    {
        var scores = loaded.Ranker.Standing();
        if (question is not null)
        {
            var asked = new double[scores.Length];
            foreach (var (file, score) in loaded.Ranker.Rank(Question.Read(question, loaded.Terms, _weights))) asked[file] = score;
            for (var i = 0; i < scores.Length; i++) scores[i] *= asked[i];
        }

        for (var i = 0; i < scores.Length; i++)
            if (mayRead is not null && !mayRead(loaded.Snapshot.Files[i].Path)) scores[i] = MapDrawer.LeftOut;
        return new MapDrawer(_database, loaded.Snapshot).Draw(scores, maxTokens, cancellationToken);
    });

    /// <summary>For tuning: path and evidence of each file.</summary>
    public IReadOnlyList<(string Path, double[] Evidence)> Explain(string question) => Ask(loaded =>
    {
        var evidence = loaded.Ranker.Collect(Question.Read(question, loaded.Terms, _weights));
        return loaded.Snapshot.Files.Select((f, i) => (f.Path, evidence.Select(e => e[i]).ToArray())).ToArray();
    });

    public void Dispose()
    {
        lock (_gate) Close();
    }

    private RefreshReport RefreshOnce(ISourceTree tree, IHistorySource? history, Action<int> progress, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var head = _database.GetMeta("head");
        var (entries, change) = Look(tree, history, head, cancellationToken);
        var digest = TreeDigest.Of(entries);
        if (change is { StartsOver: false, Added: [], Removed: [] } && change.Head == head && digest == _database.GetMeta("tree"))
            return Report(entries.Count, (0, 0, 0), 0, _time.GetElapsedTime(started));

        // One transaction: a refresh that is cancelled or killed leaves the state before it. Other processes go on reading meanwhile.
        using var transaction = _database.Connection.BeginTransaction();
        var commits = new HistoryUpdate(_database, _limits).Run(change, cancellationToken);
        if (change.Head != head) _database.SetMeta("head", change.Head);
        change = null; // Thousands of messages, which must not lie in memory while the files are read.
        var files = new FileUpdate(_database, tree, _limits).Run(entries, progress, cancellationToken);
        _database.SetMeta("tree", digest);
        if (files != (0, 0, 0))
        {
            new GraphUpdate(_database).Run(cancellationToken);
            // One compact segment after the first fill; later refreshes are small, and FTS5 merges them by itself.
            if (files.Added > entries.Count / 2) _database.Execute("INSERT INTO file_term (file_term) VALUES ('optimize')");
        }

        transaction.Commit();
        var report = Report(entries.Count, files, commits, _time.GetElapsedTime(started));
        if (!report.IsUnchanged) Unload();
        return report;
    }

    private (IReadOnlyList<TreeEntry> Entries, HistoryChange Change) Look(ISourceTree tree, IHistorySource? history, string? head, CancellationToken cancellationToken)
    {
        IReadOnlyList<TreeEntry> entries = [];
        var change = new HistoryChange(null, StartsOver: head is not null, [], []);
        var historyNotes = new List<string>();
        try
        {
            // Each waits for a git of its own; side by side, a check takes as long as the slower one.
            Parallel.Invoke(
                () => entries = tree.List(_notes, cancellationToken),
                () => change = history?.Since(head, _limits.MaxCommits, historyNotes, cancellationToken) ?? change);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        _notes.AddRange(historyNotes);
        return (entries, change);
    }

    private RefreshReport Report(int count, (int Added, int Changed, int Removed) files, int commits, TimeSpan elapsed)
    {
        string[] notes = [.. _notes];
        _notes.Clear();
        return new RefreshReport
        {
            Files = count, Added = files.Added, Changed = files.Changed, Removed = files.Removed, Commits = commits, Elapsed = elapsed, Notes = notes,
        };
    }

    private T Ask<T>(Func<LoadedIndex, T> answer)
    {
        lock (_gate)
        {
            try
            {
                return answer(Loaded());
            }
            catch (SqliteException e) when (IndexDatabase.IsDamaged(e) && _file is not null && _tree is not null)
            {
                // An unchanged tree is checked without reading the tables, so a question can be the first to meet the damage.
                Remake();
                _notes.AddRange(RefreshOnce(_tree, _history, _ => { }, CancellationToken.None).Notes); // Told with the next refresh.
                return answer(Loaded());
            }
        }
    }

    private void Remake()
    {
        _notes.Add($"the index '{_file}' was damaged and is made again");
        Close();
        IndexDatabase.Delete(_file!);
        _database = IndexDatabase.Open(_file, _lockTimeout, _notes);
    }

    private LoadedIndex Loaded() => _loaded ??= new LoadedIndex(_database, _weights);

    private void Unload()
    {
        _loaded?.Dispose();
        _loaded = null;
    }

    private void Close()
    {
        Unload();
        _database.Dispose();
    }
}
