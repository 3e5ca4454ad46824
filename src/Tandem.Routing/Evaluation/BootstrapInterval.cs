namespace Tandem.Routing.Evaluation;

/// <summary>A figure with its 95 % percentile bootstrap interval over queries (Efron and Tibshirani 1993).</summary>
public readonly record struct BootstrapInterval(double Value, double Low, double High)
{
    public const int Resamples = 1000;

    /// <summary>Of any statistic of the items; draws that have no value (NaN) are left out.</summary>
    public static BootstrapInterval Of<T>(IReadOnlyList<T> items, Func<IReadOnlyList<T>, double> statistic, int seed = 7)
    {
        var chance = new Random(seed);
        var draw = new T[items.Count];
        var values = new List<double>(Resamples);
        for (var resample = 0; resample < Resamples; resample++)
        {
            for (var i = 0; i < draw.Length; i++)
                draw[i] = items[chance.Next(items.Count)];
            if (statistic(draw) is var value && !double.IsNaN(value))
                values.Add(value);
        }

        return Percentiles(statistic(items), values);
    }

    public static BootstrapInterval Percentiles(double value, List<double> resampled)
    {
        if (resampled.Count == 0)
            return new BootstrapInterval(value, double.NaN, double.NaN);
        resampled.Sort();
        return new BootstrapInterval(value, resampled[(int)(0.025 * resampled.Count)], resampled[Math.Min(resampled.Count - 1, (int)(0.975 * resampled.Count))]);
    }

    /// <summary><c>0.704 [0.640, 0.787]</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Value:0.000} [{Low:0.000}, {High:0.000}]");
}
