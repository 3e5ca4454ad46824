using Tandem.Routing.Lab;
using Tandem.Routing.Learning;
using Tandem.Routing.Outcomes;
using Tandem.Routing.Training;

namespace Tandem.Evals.Routing;

/// <summary>
/// <c>evals/run routing</c>: a router on recorded outcomes, in a named regime. <c>shipped</c> or a given router is only judged; the others train
/// first: <c>in-distribution</c> on each source alone, <c>transfer</c> on all sources outside the judged one's family, <c>labels</c> on few rows
/// of the judged source and all of the others, <c>folds</c> by cross-validation (<see cref="FoldsEval"/>), <c>curve</c> on more and more rows
/// (<see cref="CurveEval"/>); <c>ceiling</c> tells what hidden labels would give (<see cref="CeilingEval"/>).
/// </summary>
internal static class RoutingEval
{
    /// <summary>Regimes that print a table of their own.</summary>
    private static readonly Dictionary<string, Action<IReadOnlyDictionary<string, List<OutcomeRow>>, RoutingOptions, TextWriter>> s_tables =
        new(StringComparer.Ordinal) { ["folds"] = FoldsEval.Run, ["curve"] = CurveEval.Run, ["ceiling"] = CeilingEval.Run };

    public static int Run(string[] args)
    {
        try
        {
            var options = RoutingOptions.Parse(args);
            var sources = options.Data.ToDictionary(RoutingOptions.SourceName, file => Read(file), StringComparer.Ordinal);
            if (s_tables.TryGetValue(options.Regime, out var table))
            {
                table(sources, options, Console.Out);
                return 0;
            }

            var results = options.Regime switch
            {
                "judge" => [Judge(Open(options), sources.Values.SelectMany(rows => rows), options)],
                "in-distribution" => sources.Select(source => Judge(Train(source.Value, options), source.Value, options)).ToList(),
                "transfer" => Families(sources, options),
                "labels" => sources.Where(source => options.Judged.Contains(source.Key)).Select(source => FewLabels(source.Key, sources, options)).ToList(),
                _ => throw new ArgumentException($"'{options.Regime}' is no regime."),
            };
            RoutingReport.Write(results, options, args, Console.Out);
            return 0;
        }
        catch (Exception e) when (e is ArgumentException or TrainingException or OutcomeFormatException or RouterFormatException)
        {
            Console.Error.WriteLine($"{e.Message}\nUsage: {RoutingOptions.Usage}");
            return 2;
        }
        catch (IOException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static List<EvaluationResult> Families(Dictionary<string, List<OutcomeRow>> sources, RoutingOptions options)
    {
        var results = new List<EvaluationResult>();
        foreach (var family in sources.Keys.Where(options.Judged.Contains).GroupBy(RoutingOptions.FamilyOf))
        {
            // The family's own training rows were not learned from either: all its rows may judge.
            var rest = sources.Where(source => RoutingOptions.FamilyOf(source.Key) != family.Key).SelectMany(source => source.Value);
            results.Add(Judge(Train(rest, options), family.SelectMany(source => sources[source]), options with { Split = "*" }));
        }

        return results;
    }

    private static EvaluationResult FewLabels(string source, Dictionary<string, List<OutcomeRow>> sources, RoutingOptions options)
    {
        var few = sources[source].Where(row => row.Split is null or "train").OrderBy(row => row.Id, StringComparer.Ordinal).Take(options.Labels[0]);
        var router = Train(sources.Where(s => s.Key != source).SelectMany(s => s.Value).Concat(few), options);
        return Judge(router, sources[source], options);
    }

    private static EvaluationResult Judge(TrainedRouter router, IEnumerable<OutcomeRow> rows, RoutingOptions options)
    {
        var list = rows.ToList();
        var judged = options.Split == "*" ? list : RouterEvaluation.Select(list, options.Split);
        return RouterEvaluation.Run(router, judged, options.PairOf);
    }

    private static TrainedRouter Train(IEnumerable<OutcomeRow> rows, RoutingOptions options)
    {
        Console.Error.WriteLine("training …");
        return TrainedRouter.Train(rows, new TrainingOptions { Seed = options.Seed, Version = options.Regime });
    }

    private static TrainedRouter Open(RoutingOptions options)
    {
        if (options.Router is null)
            return TrainedRouter.Shipped;
        using var stream = File.OpenRead(options.Router);
        return TrainedRouter.Load(stream);
    }

    private static List<OutcomeRow> Read(string file)
    {
        using var stream = File.OpenRead(file);
        return [.. OutcomeReader.Read(stream, file)];
    }
}
