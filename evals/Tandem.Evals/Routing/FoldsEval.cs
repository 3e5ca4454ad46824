using System.Globalization;
using Tandem.Routing.Evaluation;
using Tandem.Routing.Features;
using Tandem.Routing.Lab;
using Tandem.Routing.Learning;
using Tandem.Routing.Outcomes;
using Tandem.Routing.Training;

namespace Tandem.Evals.Routing;

/// <summary>
/// <c>evals/run routing --regime folds</c>: small sources by cross-validation over their train and dev rows, against <see cref="SimpleStack"/> on the
/// same queries. The router also learns from the other files, but never from a row of a group that is judged.
/// </summary>
internal static class FoldsEval
{
    public const int Folds = 10;

    public static void Run(IReadOnlyDictionary<string, List<OutcomeRow>> sources, RoutingOptions options, TextWriter output)
    {
        var all = sources.Values.SelectMany(rows => rows).Select(row => row with { Split = null }).ToList();
        output.WriteLine("| source | n | gap | APGR, learned router | APGR, simple stack | difference, paired |");
        output.WriteLine("| --- | ---: | ---: | --- | --- | --- |");
        foreach (var source in sources.Keys.Where(options.Judged.Contains))
        {
            if (options.PairOf(source) is not { } pair) continue;
            var (ours, theirs) = Predict(source, pair, all, options);
            var stack = ours.Zip(theirs, (outcome, preference) => outcome with { Preference = preference }).ToList();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {source} | {ours.Count} | {ours.Average(o => o.Gain):0.000} | {PairMetrics.Of(ours).Apgr} | {PairMetrics.Of(stack).Apgr} | {PairMetrics.ApgrDifference(ours, theirs)} |"));
        }
    }

    private static (List<PairOutcome> Ours, List<double> Theirs) Predict(string source, (string Weak, string Strong) pair, List<OutcomeRow> all, RoutingOptions options)
    {
        var (ours, theirs) = (new List<PairOutcome>(), new List<double>());
        for (var fold = 0; fold < Folds; fold++)
        {
            var judged = all.Where(row => row.Source == source && FoldOf(row) == fold && HasPair(row, pair)).ToList();
            if (judged.Count == 0) continue;
            var held = judged.Select(row => row.Group).ToHashSet(StringComparer.Ordinal);
            var rest = all.Where(row => !held.Contains(row.Group)).ToList();
            Console.Error.WriteLine($"{source}: fold {fold + 1} of {Folds}, {rest.Count} training rows …");
            var router = TrainedRouter.Train(rest, new TrainingOptions { Seed = options.Seed, Version = "folds" });
            var stack = new SimpleStack([.. rest.Where(row => row.Source == source && HasPair(row, pair))], pair.Weak, pair.Strong);
            ours.AddRange(RouterEvaluation.Outcomes(router, judged, pair.Weak, pair.Strong));
            theirs.AddRange(judged.Select(row => stack.PreferenceOf(row.Prompt)));
        }

        return (ours, theirs);
    }

    public static int FoldOf(OutcomeRow row) => (int)(TextHash.Mix(TextHash.OfWord(row.Group) + 17) % Folds);

    private static bool HasPair(OutcomeRow row, (string Weak, string Strong) pair) => row.Scores.ContainsKey(pair.Weak) && row.Scores.ContainsKey(pair.Strong);
}
