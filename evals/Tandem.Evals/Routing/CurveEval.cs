using System.Globalization;
using Tandem.Routing.Evaluation;
using Tandem.Routing.Lab;
using Tandem.Routing.Learning;
using Tandem.Routing.Outcomes;
using Tandem.Routing.Training;

namespace Tandem.Evals.Routing;

/// <summary><c>evals/run routing --regime curve</c>: learning curves, each router trained on the first rows of the judged source alone.</summary>
internal static class CurveEval
{
    public static void Run(IReadOnlyDictionary<string, List<OutcomeRow>> sources, RoutingOptions options, TextWriter output)
    {
        output.WriteLine("| source | training rows | APGR | CPT(50 %) | CPT(80 %) | gap closed by the pool |");
        output.WriteLine("| --- | ---: | --- | --- | --- | --- |");
        foreach (var (source, rows) in sources.Where(source => options.Judged.Contains(source.Key)))
        {
            var training = rows.Where(row => row.Split is null or "train").OrderBy(row => row.Id, StringComparer.Ordinal).ToList();
            foreach (var labels in options.Labels.Where(n => n < training.Count).Append(training.Count))
            {
                Console.Error.WriteLine($"{source}: {labels} training rows …");
                var router = TrainedRouter.Train(training.Take(labels), new TrainingOptions { Seed = options.Seed, Version = "curve" });
                var result = RouterEvaluation.Run(router, RouterEvaluation.Select(rows, options.Split), options.PairOf).Sources[0];
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {source} | {labels:#,0} | {result.Pair?.Apgr} | {Percent(result.Pair?.Cpt50)} | {Percent(result.Pair?.Cpt80)} | {(result.Pool is { } pool ? Percent(pool.GapClosed) : "")} |"));
            }
        }
    }

    private static string Percent(BootstrapInterval? interval) => interval is { } value ? Percent(value.Value) : "";

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");
}
