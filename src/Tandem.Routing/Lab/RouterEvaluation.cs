using Tandem.Routing.Evaluation;
using Tandem.Routing.Learning;
using Tandem.Routing.Outcomes;

namespace Tandem.Routing.Lab;

/// <summary>Judges a router on recorded outcomes that it did not learn from.</summary>
public static class RouterEvaluation
{
    /// <summary>Rows to judge on: those of <paramref name="split"/>, or where it is null those that training leaves out, or all where the file does not split.</summary>
    public static IReadOnlyList<OutcomeRow> Select(IReadOnlyList<OutcomeRow> rows, string? split)
    {
        if (split is not null)
            return [.. rows.Where(row => row.Split == split)];
        return rows.Any(row => row.Split is not (null or "train")) ? [.. rows.Where(row => row.Split is not (null or "train"))] : rows;
    }

    /// <param name="pairOf">The weak and the strong model of a source.</param>
    /// <exception cref="ArgumentException">No row has scores of a pair.</exception>
    public static EvaluationResult Run(TrainedRouter router, IReadOnlyList<OutcomeRow> rows, Func<string, (string Weak, string Strong)?> pairOf)
    {
        var sources = new List<SourceResult>();
        var predictions = new List<(double Predicted, double Observed)>();
        foreach (var group in rows.GroupBy(row => row.Source ?? "all", StringComparer.Ordinal))
        {
            if (pairOf(group.Key) is not { } pair)
                continue;
            var readings = group.Select(row => (Row: row, Reading: router.Read(row.Prompt))).ToList();
            sources.Add(Judge(group.Key, readings, pair, predictions));
        }

        if (predictions.Count == 0)
            throw new ArgumentException("No row has scores of both models; check --weak and --strong against the names in the files' \"scores\".");
        return new EvaluationResult(
            router.Version,
            sources,
            Reliability.Of(predictions),
            BootstrapInterval.Of(predictions, part => Reliability.Of(part).Ece),
            BootstrapInterval.Of(predictions, part => part.Average(p => (p.Predicted - p.Observed) * (p.Predicted - p.Observed))));
    }

    /// <summary>Recorded pairs with the router's preference: the predicted gain.</summary>
    public static IReadOnlyList<PairOutcome> Outcomes(TrainedRouter router, IEnumerable<OutcomeRow> rows, string weak, string strong) =>
        [.. rows.Where(row => row.Scores.ContainsKey(weak) && row.Scores.ContainsKey(strong)).Select(row => OutcomeOf(row, router.Read(row.Prompt), weak, strong))];

    private static PairOutcome OutcomeOf(OutcomeRow row, PromptReading reading, string weak, string strong) =>
        new(reading.ScoreOf(strong) - reading.ScoreOf(weak), row.Scores[weak], row.Scores[strong]);

    private static SourceResult Judge(
        string source, List<(OutcomeRow Row, PromptReading Reading)> readings, (string Weak, string Strong) pair, List<(double Predicted, double Observed)> predictions)
    {
        var both = readings.Where(r => r.Row.Scores.ContainsKey(pair.Weak) && r.Row.Scores.ContainsKey(pair.Strong)).ToList();
        foreach (var (row, reading) in both)
        {
            predictions.Add((reading.ScoreOf(pair.Weak), row.Scores[pair.Weak]));
            predictions.Add((reading.ScoreOf(pair.Strong), row.Scores[pair.Strong]));
        }

        var outcomes = both.Select(r => OutcomeOf(r.Row, r.Reading, pair.Weak, pair.Strong)).ToList();
        var metrics = outcomes.Count > 0 && outcomes.Sum(o => o.Gain) > 0 ? PairMetrics.Of(outcomes) : null;
        return new SourceResult(source, readings.Count, pair.Weak, pair.Strong, metrics, CostAtShares(both, outcomes, pair), PoolOf(readings));
    }

    private static List<(double, double, double)> CostAtShares(
        List<(OutcomeRow Row, PromptReading Reading)> both, List<PairOutcome> outcomes, (string Weak, string Strong) pair)
    {
        if (both.Count == 0 || !both.All(r => r.Row.CostUsd.ContainsKey(pair.Weak) && r.Row.CostUsd.ContainsKey(pair.Strong)))
            return [];
        var order = Enumerable.Range(0, both.Count).OrderByDescending(i => outcomes[i].Preference).ToList();
        var points = new List<(double, double, double)>();
        for (var tenth = 0; tenth <= 10; tenth++)
        {
            var strong = order.Take(both.Count * tenth / 10).ToHashSet();
            points.Add((
                tenth / 10.0,
                Enumerable.Range(0, both.Count).Average(i => both[i].Row.CostUsd[strong.Contains(i) ? pair.Strong : pair.Weak]),
                Enumerable.Range(0, both.Count).Average(i => strong.Contains(i) ? outcomes[i].Strong : outcomes[i].Weak)));
        }

        return points;
    }

    private static PoolResult? PoolOf(List<(OutcomeRow Row, PromptReading Reading)> readings)
    {
        var models = readings[0].Row.Scores.Keys.Where(m => readings.All(r => r.Row.Scores.ContainsKey(m))).Order(StringComparer.Ordinal).ToList();
        if (models.Count < 3)
            return null;
        var predicted = readings.Select(r => models.Select(r.Reading.ScoreOf).ToArray()).ToList();
        var quality = readings.Select((r, i) => r.Row.Scores[models[Array.IndexOf(predicted[i], predicted[i].Max())]]).ToList();
        var means = models.Select(m => (Model: m, Mean: readings.Average(r => r.Row.Scores[m]))).ToList();
        var best = means.MaxBy(m => m.Mean);
        return new PoolResult(
            models.Count,
            BootstrapInterval.Of(quality, part => part.Average()),
            best.Model,
            best.Mean,
            readings.Average(r => models.Max(m => r.Row.Scores[m])),
            AiqOf(readings, models, predicted));
    }

    /// <summary>Over a sweep of the willingness to pay, from "only price counts" to "only quality counts".</summary>
    private static double? AiqOf(List<(OutcomeRow Row, PromptReading Reading)> readings, List<string> models, List<double[]> predicted)
    {
        if (!readings.All(r => models.All(r.Row.CostUsd.ContainsKey)))
            return null;
        var costs = models.Select(m => readings.Average(r => r.Row.CostUsd[m])).ToArray();
        if (costs.Max() <= costs.Min())
            return null;
        var points = new List<(double, double)>();
        for (var step = -4; step <= 8; step++)
        {
            var rate = Math.Pow(4, step) / costs.Max() / 100; // Score that a dollar is worth.
            var choices = predicted.Select(p => Enumerable.Range(0, p.Length).MaxBy(m => p[m] - rate * costs[m])).ToList();
            points.Add((choices.Select((m, i) => readings[i].Row.CostUsd[models[m]]).Average(), choices.Select((m, i) => readings[i].Row.Scores[models[m]]).Average()));
        }

        return CostQualityHull.Aiq(points, costs.Min(), costs.Max());
    }
}
