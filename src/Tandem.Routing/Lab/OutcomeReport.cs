using System.Globalization;
using Tandem.Routing.Outcomes;

namespace Tandem.Routing.Lab;

/// <summary>What outcome files hold, before anything is learned from them: rows, models, means, and pairs that disagree.</summary>
public static class OutcomeReport
{
    public static void Write(IReadOnlyList<OutcomeRow> rows, TextWriter to)
    {
        foreach (var source in rows.GroupBy(row => row.Source ?? "all", StringComparer.Ordinal))
        {
            var list = source.ToList();
            var splits = string.Join(", ", list.GroupBy(row => row.Split ?? "no split", StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Count()}"));
            to.WriteLine($"{source.Key}: {list.Count} rows ({splits}), {list.Select(row => row.Group).Distinct(StringComparer.Ordinal).Count()} groups");
            to.WriteLine("| model | rows | mean score | mean USD |");
            to.WriteLine("| --- | --- | --- | --- |");
            foreach (var model in list.SelectMany(row => row.Scores.Keys).Distinct(StringComparer.Ordinal).OrderByDescending(m => MeanOf(list, m)).ThenBy(m => m, StringComparer.Ordinal))
            {
                var costs = list.Where(row => row.CostUsd.ContainsKey(model)).Select(row => row.CostUsd[model]).ToList();
                to.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {model} | {list.Count(row => row.Scores.ContainsKey(model))} | {MeanOf(list, model):0.000} | {(costs.Count > 0 ? costs.Average().ToString("0.000000", CultureInfo.InvariantCulture) : "not recorded")} |"));
            }

            var complete = list.Where(row => row.Scores.Count > 1).ToList();
            if (complete.Count > 0)
            {
                to.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"best of all models (oracle, with luck where each answered once): {complete.Average(row => row.Scores.Values.Max()):0.000} over {complete.Count} rows with two models or more"));
            }

            if (list.Exists(row => row.Propensity is not null))
                to.WriteLine("some rows are partial (a propensity is recorded): they can be replayed, but calibrate needs rows where every model was run (router collect).");
            to.WriteLine();
        }
    }

    private static double MeanOf(List<OutcomeRow> rows, string model) => rows.Where(row => row.Scores.ContainsKey(model)).Average(row => row.Scores[model]);
}
