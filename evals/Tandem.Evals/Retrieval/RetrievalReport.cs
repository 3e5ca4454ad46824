using System.Globalization;
using System.Text;

namespace Tandem.Evals.Retrieval;

/// <summary>The table of a run, for the terminal and as Markdown.</summary>
internal static class RetrievalReport
{
    public static void Write(IReadOnlyList<RetrievalResult> results, string[] args, string? file, TextWriter output)
    {
        var table = Table(results);
        var times = results.Select(r => r.Milliseconds).Order().ToList();
        var speed = string.Create(
            CultureInfo.InvariantCulture, $"Time of a question: median {At(times, 0.5):0.0} ms, p95 {At(times, 0.95):0.0} ms ({Environment.ProcessorCount} cores).");
        output.Write(table);
        output.WriteLine(speed);
        if (file is null) return;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var command = string.Join(' ', args.Where((a, i) => a != "--report" && (i == 0 || args[i - 1] != "--report")));
        File.WriteAllText(file, $"""
            # Retrieval

            From the words of a change to the files it touched. Each mean has its 95 % bootstrap interval over the queries; tests, docs and
            samples are dropped from a ranking before it is scored. "No stem" are the queries that name none of the files they are about.

            {table}
            {speed}

            Command: `./evals/run retrieval {command}`

            """);
    }

    private static string Table(IReadOnlyList<RetrievalResult> results)
    {
        var groups = results.GroupBy(r => r.Query.Repository).Select(g => (Name: g.Key, Results: g.ToList()))
            .Append(("all", results.ToList())).Append(("no stem", results.Where(r => !r.Query.NamesFileStem).ToList()))
            .Append(("names a stem", results.Where(r => r.Query.NamesFileStem).ToList())).ToList();
        var text = new StringBuilder();
        text.Append("| queries | n | ").AppendJoin(" | ", RetrievalMetrics.Names).Append(" |\n");
        text.Append("| --- | ---: |").Append(string.Concat(Enumerable.Repeat(" --- |", RetrievalMetrics.Names.Length))).Append('\n');
        foreach (var (name, members) in groups)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {members.Count} | ");
            text.AppendJoin(" | ", RetrievalMetrics.Names.Select((_, i) => RetrievalMetrics.Interval([.. members.Select(m => m.Metrics[i])]))).Append(" |\n");
        }

        return text.ToString();
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * share)];
}
