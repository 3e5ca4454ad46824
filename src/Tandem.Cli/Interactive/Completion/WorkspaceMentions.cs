using Microsoft.Data.Sqlite;
using Tandem.CodeIndex;
using Tandem.CodeIndex.History;
using Tandem.CodeIndex.Scanning;

namespace Tandem.Cli.Interactive.Completion;

/// <summary>The workspace's files from the file system, its names from the code index; both are read beside the session.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class WorkspaceMentions(string root, string indexFile) : IMentions, IDisposable
{
    private const int MostSymbols = 12;
    private const int ShortestSymbol = 2; // One letter fits half of all names.

    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private volatile IReadOnlyList<string> _files = [];
    private volatile RepositoryIndex? _index;

    /// <summary>Reads files and names anew; a first indexing takes seconds. What cannot be read costs the completion only.</summary>
    public async Task RefreshAsync(Action changed, CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            var tree = new WorkingTree(root);
            await Task.Run(() => _files = Paths(tree.List([], cancellationToken)), cancellationToken);
            changed();
            await Task.Run(
                () =>
                {
                    var index = _index ?? new RepositoryIndex(indexFile);
                    _index = null; // Whoever types meanwhile does not wait for it.
                    index.Refresh(tree, new GitHistory(root), null, cancellationToken);
                    _index = index;
                },
                cancellationToken);
            changed();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SqliteException or OperationCanceledException)
        {
            // The session goes on without offers.
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public IReadOnlyList<Offer> Find(string word, int count)
    {
        var files = _files.Select(path => (path, Score: FuzzyMatch.Score(word, path))).Where(one => one.Score is not null)
            .OrderByDescending(one => one.Score).ThenBy(one => one.path, StringComparer.Ordinal).Take(count)
            .Select(one => new Offer($"@{one.path} ", one.path, "")).ToList();
        if (word.Length < ShortestSymbol || _index is not { } index)
            return files;
        var symbols = index.Definitions(word, MostSymbols).Select(one => new Offer(
            $"@{one.Path}:{one.Line}{(one.EndLine > one.Line ? $"-{one.EndLine}" : "")} ",
            one.Container.Length > 0 ? $"{one.Container}.{one.Name}" : one.Name, $"{one.Kind} · {one.Path}:{one.Line}"));
        // A name written like a type is more often meant as one.
        return char.IsUpper(word[0]) ? [.. symbols, .. files] : [.. files, .. symbols];
    }

    public void Dispose()
    {
        _index?.Dispose();
        _refreshing.Dispose();
    }

    /// <summary>Files and the folders they are in.</summary>
    private static List<string> Paths(IReadOnlyList<TreeEntry> entries)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
            for (var end = entry.Path.LastIndexOf('/'); end > 0 && folders.Add(entry.Path[..(end + 1)]); end = entry.Path.LastIndexOf('/', end - 1))
            {
            }

        return [.. entries.Select(entry => entry.Path), .. folders];
    }
}
