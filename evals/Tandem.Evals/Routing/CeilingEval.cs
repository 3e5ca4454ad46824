using System.Globalization;
using Tandem.Routing.Evaluation;
using Tandem.Routing.Learning;
using Tandem.Routing.Outcomes;

namespace Tandem.Evals.Routing;

/// <summary>
/// <c>evals/run routing --regime ceiling</c>: how well a pair's gain could be ordered by what no router may see: the recorded scores of all
/// <em>other</em> models on the same query, and the source's labels of subject or difficulty. Boosted trees, ten folds by group over all rows of a file.
/// </summary>
internal static class CeilingEval
{
    private const double ClassPrior = 20; // Rows of the common mean that each class's mean starts from.

    private static readonly BoostingOptions s_boosting = new() { Trees = 150, Rate = 0.05, Leaves = 6, LeafWeight = 10, Penalty = 5, Seed = 1 };

    public static void Run(IReadOnlyDictionary<string, List<OutcomeRow>> sources, RoutingOptions options, TextWriter output)
    {
        output.WriteLine("| source | n | other models | APGR by their scores | APGR by labels | APGR by both |");
        output.WriteLine("| --- | ---: | ---: | --- | --- | --- |");
        foreach (var (source, all) in sources.Where(source => options.Judged.Contains(source.Key)))
        {
            if (options.PairOf(source) is not { } pair) continue;
            var rows = all.Where(row => row.Scores.ContainsKey(pair.Weak) && row.Scores.ContainsKey(pair.Strong)).ToList();
            var others = rows.SelectMany(row => row.Scores.Keys).Where(model => model != pair.Weak && model != pair.Strong).Distinct().Order(StringComparer.Ordinal).ToList();
            var labels = rows.SelectMany(row => row.Topics).Select(KeyOf).Distinct().Order(StringComparer.Ordinal).ToList();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {source} | {rows.Count:#,0} | {others.Count} | {Apgr(rows, pair, others, [])} | {Apgr(rows, pair, [], labels)} | {Apgr(rows, pair, others, labels)} |"));
        }
    }

    private static string Apgr(List<OutcomeRow> rows, (string Weak, string Strong) pair, List<string> others, List<string> labels)
    {
        if (others.Count + labels.Count == 0) return "";
        float[] gains = [.. rows.Select(row => (float)(row.Scores[pair.Strong] - row.Scores[pair.Weak]))];
        int[] folds = [.. rows.Select(row => FoldsEval.FoldOf(row))];
        var predicted = new float[rows.Count];
        for (var fold = 0; fold < FoldsEval.Folds; fold++)
        {
            var means = labels.Select(label => ClassMeans(rows, gains, folds, fold, label)).ToList();
            float[][] features = [.. rows.Select((row, r) => others.Select(model => (float)row.Scores.GetValueOrDefault(model, 0.5)).Concat(means.Select(mean => mean[r])).ToArray())];
            var trees = BoostingTrainer.Fit(BinnedFeatures.Of(features), gains, [.. folds.Select(f => f == fold ? 0f : 1f)], s_boosting);
            for (var r = 0; r < rows.Count; r++)
                if (folds[r] == fold) predicted[r] = trees.Evaluate(features[r]);
        }

        return PairMetrics.Of([.. rows.Select((row, r) => new PairOutcome(predicted[r], row.Scores[pair.Weak], row.Scores[pair.Strong]))]).Apgr.ToString();
    }

    /// <summary>For each row the mean gain of its class over the other folds.</summary>
    private static float[] ClassMeans(List<OutcomeRow> rows, float[] gains, int[] folds, int fold, string label)
    {
        var mean = gains.Average();
        string[] classes = [.. rows.Select(row => row.Topics.FirstOrDefault(topic => KeyOf(topic) == label) ?? "")];
        var sums = new Dictionary<string, (double Sum, int Count)>(StringComparer.Ordinal);
        for (var r = 0; r < rows.Count; r++)
        {
            if (folds[r] == fold) continue;
            var (sum, count) = sums.GetValueOrDefault(classes[r]);
            sums[classes[r]] = (sum + gains[r], count + 1);
        }

        return [.. classes.Select(name => sums.TryGetValue(name, out var s) ? (float)((s.Sum + ClassPrior * mean) / (s.Count + ClassPrior)) : mean)];
    }

    private static string KeyOf(string topic) => topic[..topic.IndexOf(':', StringComparison.Ordinal)];
}
