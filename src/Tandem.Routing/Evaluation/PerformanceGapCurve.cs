namespace Tandem.Routing.Evaluation;

/// <summary>
/// Quality against the share of calls to the strong model, and the figures that RouteLLM (arXiv 2406.18665) reads from it: PGR = share of the
/// quality gap weak → strong that is recovered, APGR = its mean over all shares, CPT(x) = smallest share of strong calls that recovers x.
/// </summary>
/// <remarks>Queries of equal preference are split evenly, so that a constant preference gives exactly the random line (APGR 0.5).</remarks>
public sealed class PerformanceGapCurve
{
    // [k] = gain that the k first queries bring, divided by the number of queries.
    private readonly double[] _recovered;

    private PerformanceGapCurve(double[] recovered, double weak)
    {
        _recovered = recovered;
        Weak = weak;
    }

    public int Queries => _recovered.Length - 1;

    /// <summary>Mean score where all go to the weak model.</summary>
    public double Weak { get; }

    /// <summary>Mean score where all go to the strong model.</summary>
    public double Strong => Weak + Gap;

    public double Gap => _recovered[^1];

    /// <summary>Mean of PGR over all shares, by trapezoids between all queries. NaN where <see cref="Gap"/> ≤ 0.</summary>
    public double Apgr
    {
        get
        {
            var area = 0.0;
            for (var k = 1; k < _recovered.Length; k++)
                area += (_recovered[k] + _recovered[k - 1]) / 2;
            return Gap > 0 ? area / Queries / Gap : double.NaN;
        }
    }

    /// <summary>The same by trapezoids between shares 0, 0.1 … 1, as published tables have it.</summary>
    public double ApgrOfTenBins => Gap > 0 ? Enumerable.Range(0, 10).Sum(i => (Pgr(i / 10.0) + Pgr((i + 1) / 10.0)) / 20) : double.NaN;

    public static PerformanceGapCurve Of(IReadOnlyList<PairOutcome> outcomes)
    {
        var sorted = outcomes.ToArray();
        Array.Sort(sorted, (a, b) => b.Preference.CompareTo(a.Preference));
        return OfSorted(sorted);
    }

    /// <param name="sorted">By falling preference.</param>
    /// <exception cref="ArgumentException">No query.</exception>
    internal static PerformanceGapCurve OfSorted(PairOutcome[] sorted)
    {
        if (sorted.Length == 0)
            throw new ArgumentException("A curve needs at least one query with scores of both models.", nameof(sorted));
        var recovered = new double[sorted.Length + 1];
        for (var start = 0; start < sorted.Length;)
        {
            var end = start;
            var gain = 0.0;
            while (end < sorted.Length && sorted[end].Preference.Equals(sorted[start].Preference))
                gain += sorted[end++].Gain;
            for (var k = start; k < end; k++)
                recovered[k + 1] = recovered[start] + gain * (k + 1 - start) / (end - start) / sorted.Length;
            start = end;
        }

        return new PerformanceGapCurve(recovered, sorted.Average(o => o.Weak));
    }

    /// <summary>Mean score where this share of the queries goes to the strong model.</summary>
    public double Quality(double strongShare)
    {
        var at = Math.Clamp(strongShare, 0, 1) * Queries;
        var below = Math.Min((int)at, Queries - 1);
        return Weak + _recovered[below] + (_recovered[below + 1] - _recovered[below]) * (at - below);
    }

    public double Pgr(double strongShare) => (Quality(strongShare) - Weak) / Gap;

    /// <summary>Smallest share of strong calls that recovers <paramref name="share"/> of the gap; 1 where none does before.</summary>
    public double Cpt(double share)
    {
        for (var k = 1; k < _recovered.Length; k++)
        {
            if (_recovered[k] / Gap < share)
                continue;
            var before = _recovered[k - 1] / Gap;
            var step = _recovered[k] / Gap - before;
            return (k - 1 + (step > 0 ? (share - before) / step : 0)) / Queries;
        }

        return 1;
    }
}
