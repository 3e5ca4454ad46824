namespace Tandem.Evals;

/// <summary>A share with its 95 % interval.</summary>
internal readonly record struct Interval(double Value, double Low, double High)
{
    /// <summary>Wilson's score interval (Wilson 1927), which stays sound for shares near 0 and 1.</summary>
    public static Interval Wilson(int hits, int count)
    {
        if (count == 0) return new Interval(double.NaN, 0, 1);
        const double Z = 1.959964;
        var share = (double)hits / count;
        var centre = share + (Z * Z / (2 * count));
        var half = Z * Math.Sqrt((share * (1 - share) / count) + (Z * Z / (4.0 * count * count)));
        var scale = 1 + (Z * Z / count);
        return new Interval(share, Math.Max(0, (centre - half) / scale), Math.Min(1, (centre + half) / scale));
    }

    public override string ToString() => FormattableString.Invariant($"{Value:0.000} [{Low:0.000}, {High:0.000}]");
}
