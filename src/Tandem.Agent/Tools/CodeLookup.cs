using System.Data.Common;
using System.Globalization;
using Tandem.CodeIndex;
using Tandem.CodeIndex.History;
using Tandem.CodeIndex.Scanning;
using Tandem.CodeIndex.Search;

namespace Tandem.Agent.Tools;

/// <summary>The code index of one workspace, opened at its first use and brought up to date at each. Trouble with it is a note, never a failure.</summary>
public sealed class CodeLookup(string root, string indexFile, TimeProvider time) : ICodeLookup, IDisposable
{
    private const int MaxUnindexed = 5_000; // Reading more files takes longer than a step should wait.

    private const int MaxUnindexedForMap = 1_000;

    private static readonly TimeSpan RefreshTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LockTime = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly WorkingTree _tree = new(root);
    private RepositoryIndex? _index;

    public IReadOnlyList<SearchHit> Search(string question, int count, out string? note, CancellationToken cancellationToken)
    {
        IReadOnlyList<SearchHit> hits = [];
        note = Use(index => hits = index.Search(question, count), MaxUnindexed, cancellationToken);
        return hits;
    }

    /// <summary>The definitions that matter most, as text; "" where the repository is large and not indexed yet: a start must not wait for that.</summary>
    /// <param name="mayRead">Leaves files out by their path.</param>
    public string Map(int maxTokens, Func<string, bool> mayRead, CancellationToken cancellationToken)
    {
        var map = "";
        Use(index => map = index.Map(maxTokens, mayRead: mayRead, cancellationToken: cancellationToken).Text, MaxUnindexedForMap, cancellationToken);
        return map;
    }

    public void Dispose() => _index?.Dispose();

    /// <param name="most">Files that a first index may take.</param>
    private string? Use(Action<RepositoryIndex> use, int most, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            using var late = new CancellationTokenSource(RefreshTime, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
            try
            {
                ISourceTree tree = _tree;
                if (_index is null && !File.Exists(indexFile))
                {
                    var listed = new ListedTree(_tree, either.Token);
                    if (listed.Count > most)
                        return string.Create(CultureInfo.InvariantCulture, $"the {listed.Count:#,0} files here are not indexed yet: run 'tandem index'; until then use grep");
                    tree = listed;
                }

                _index ??= new RepositoryIndex(indexFile, time: time, lockTimeout: LockTime);
                _index.Refresh(tree, new GitHistory(root), cancellationToken: either.Token);
                use(_index);
                return null;
            }
            catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                return "reading this repository takes long: run 'tandem index' once; until then use grep";
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or DbException)
            {
                return $"the code index cannot be used: {failure.Message}";
            }
        }
    }

    /// <summary>A tree whose files were counted, and need not be listed again to be read.</summary>
    private sealed class ListedTree : ISourceTree
    {
        private readonly WorkingTree _tree;
        private readonly List<string> _notes = [];
        private readonly IReadOnlyList<TreeEntry> _entries;

        public ListedTree(WorkingTree tree, CancellationToken cancellationToken) => (_tree, _entries) = (tree, tree.List(_notes, cancellationToken));

        public string Name => _tree.Name;

        public int Count => _entries.Count;

        public IReadOnlyList<TreeEntry> List(ICollection<string> notes, CancellationToken cancellationToken)
        {
            foreach (var note in _notes) notes.Add(note);
            return _entries;
        }

        public byte[]? Read(string path, long limit) => _tree.Read(path, limit);
    }
}
