using System.Diagnostics;
using System.Text.Json;
using Tandem.CodeIndex;
using Tandem.CodeIndex.History;
using Tandem.CodeIndex.Scanning;

namespace Tandem.Evals.Retrieval;

/// <summary><c>evals/run retrieval</c>: asks the code index for the files that past changes touched.</summary>
internal static class RetrievalEval
{
    private const int Depth = 50;

    public static int Run(string[] args)
    {
        try
        {
            var options = RetrievalOptions.Parse(args);
            using var ranking = new StreamWriter(options.Ranking);
            using var evidence = options.Evidence is null ? null : new StreamWriter(options.Evidence);
            var results = new List<RetrievalResult>();
            foreach (var set in options.Sets) results.AddRange(Ask(set, ranking, evidence));
            RetrievalReport.Write(results, args, options.Report, Console.Out);
            return 0;
        }
        catch (ArgumentException e)
        {
            Console.Error.WriteLine($"{e.Message}\nUsage: {RetrievalOptions.Usage}");
            return 2;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static IEnumerable<RetrievalResult> Ask(RetrievalSet set, StreamWriter ranking, StreamWriter? evidence)
    {
        using var index = new RepositoryIndex(file: null);
        var queries = RetrievalQuery.ReadAll(set.Queries);
        if (set.Git is not null)
        {
            var order = ByCommitTime(set.Git, queries.Select(q => q.ParentCommit ?? throw new InvalidDataException($"'{q.Id}' has no parent_commit.")));
            queries = [.. queries.OrderBy(q => order[q.ParentCommit!])]; // Neighbours differ little, so each step is a small refresh.
        }

        string? state = null;
        ISourceTree? tree = null;
        var done = 0;
        foreach (var query in queries)
        {
            var wanted = query.ParentCommit ?? "";
            if (state is null || (set.Git is not null && state != wanted))
            {
                (tree as IDisposable)?.Dispose();
                tree = set.Git is null ? new WorkingTree(set.Root!) : new GitTree(set.Git, wanted);
                IHistorySource? history = set.Git is not null ? new GitHistory(set.Git, wanted) : set.History is null ? null : set.History == "git" ? new GitHistory(set.Root!) : new HistoryFile(set.History);
                foreach (var note in index.Refresh(tree, history).Notes) Console.Error.WriteLine($"note: {note}");
                state = wanted;
            }

            var clock = Stopwatch.StartNew();
            var places = index.Search(query.Text, 10);
            var files = index.RankFiles(query.Text, Depth);
            clock.Stop();
            ranking.WriteLine(JsonSerializer.Serialize(new { id = query.Id, ranking = files, symbols = places.Where(p => p.Symbol is not null).Select(p => $"{p.Path}::{p.Symbol}") }));
            evidence?.WriteLine(JsonSerializer.Serialize(new { id = query.Id, relevant = query.Relevant, files = index.Explain(query.Text).Select(e => new { path = e.Path, x = e.Evidence }) }));
            if (++done % 25 == 0 || done == queries.Count) Console.Error.WriteLine($"{done} of {queries.Count} queries");
            yield return new RetrievalResult(query, RetrievalMetrics.Of(query, files), clock.Elapsed.TotalMilliseconds);
        }

        (tree as IDisposable)?.Dispose();
    }

    private static Dictionary<string, long> ByCommitTime(string repository, IEnumerable<string> commits)
    {
        var order = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var commit in commits.Distinct())
            order[commit] = GitHistory.TimeOf(repository, commit) ?? throw new InvalidDataException($"'{repository}' has no commit '{commit}'.");
        return order;
    }
}
