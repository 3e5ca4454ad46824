namespace Tandem.Routing.Evaluation;

/// <summary>The figures of one pair of models with bootstrap intervals.</summary>
public sealed record PairMetrics
{
    public required int Queries { get; init; }

    public required double Weak { get; init; }

    public required double Strong { get; init; }

    public required double Oracle { get; init; }

    public required BootstrapInterval Apgr { get; init; }

    public required double ApgrOfTenBins { get; init; }

    /// <summary>Share of strong calls that recovers half of the gap.</summary>
    public required BootstrapInterval Cpt50 { get; init; }

    public required BootstrapInterval Cpt80 { get; init; }

    public required PerformanceGapCurve Curve { get; init; }

    public static PairMetrics Of(IReadOnlyList<PairOutcome> outcomes, int seed = 7)
    {
        // Sorted once: a resample then only repeats or leaves out neighbours.
        var sorted = outcomes.OrderByDescending(o => o.Preference).ToArray();
        var curve = PerformanceGapCurve.OfSorted(sorted);
        var chance = new Random(seed);
        var counts = new int[sorted.Length];
        var draw = new PairOutcome[sorted.Length];
        List<double> apgr = [], cpt50 = [], cpt80 = [];
        for (var resample = 0; resample < BootstrapInterval.Resamples; resample++)
        {
            Resample(sorted, counts, draw, chance);
            var resampled = PerformanceGapCurve.OfSorted(draw);
            if (resampled.Gap <= 0)
                continue;
            apgr.Add(resampled.Apgr);
            cpt50.Add(resampled.Cpt(0.5));
            cpt80.Add(resampled.Cpt(0.8));
        }

        return new PairMetrics
        {
            Queries = outcomes.Count,
            Weak = curve.Weak,
            Strong = curve.Strong,
            Oracle = outcomes.Average(o => Math.Max(o.Weak, o.Strong)),
            Apgr = BootstrapInterval.Percentiles(curve.Apgr, apgr),
            ApgrOfTenBins = curve.ApgrOfTenBins,
            Cpt50 = BootstrapInterval.Percentiles(curve.Cpt(0.5), cpt50),
            Cpt80 = BootstrapInterval.Percentiles(curve.Cpt(0.8), cpt80),
            Curve = curve,
        };
    }

    /// <summary>APGR of <paramref name="ours"/> minus that of <paramref name="theirs"/> on the same queries, paired: a win is an interval above 0.</summary>
    /// <param name="theirs">Preferences of the other router for the same queries, in the same order.</param>
    public static BootstrapInterval ApgrDifference(IReadOnlyList<PairOutcome> ours, IReadOnlyList<double> theirs, int seed = 7)
    {
        var both = ours.Zip(theirs).ToList();
        return BootstrapInterval.Of(both, Difference, seed);

        static double Difference(IReadOnlyList<(PairOutcome Ours, double Theirs)> queries) =>
            PerformanceGapCurve.Of([.. queries.Select(q => q.Ours)]).Apgr
            - PerformanceGapCurve.Of([.. queries.Select(q => q.Ours with { Preference = q.Theirs })]).Apgr;
    }

    private static void Resample(PairOutcome[] sorted, int[] counts, PairOutcome[] draw, Random chance)
    {
        Array.Clear(counts);
        for (var i = 0; i < sorted.Length; i++)
            counts[chance.Next(sorted.Length)]++;
        var at = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            for (var copies = counts[i]; copies > 0; copies--)
                draw[at++] = sorted[i];
        }
    }
}
