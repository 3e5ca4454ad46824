namespace Tandem.Routing.Learning;

/// <summary>Features cut into at most 64 bins by their quantiles, one array for each feature.</summary>
internal sealed class BinnedFeatures
{
    public const int MostBins = 64;

    private BinnedFeatures(byte[][] bins, float[][] cuts)
    {
        Bins = bins;
        Cuts = cuts;
    }

    /// <summary>[feature][row].</summary>
    public byte[][] Bins { get; }

    /// <summary>[feature][bin]: a value in bin b is ≤ cut b and above cut b − 1.</summary>
    public float[][] Cuts { get; }

    public int Rows => Bins[0].Length;

    /// <param name="rows">[row][feature].</param>
    public static BinnedFeatures Of(IReadOnlyList<float[]> rows)
    {
        var features = rows[0].Length;
        var bins = new byte[features][];
        var cuts = new float[features][];
        var column = new float[rows.Count];
        for (var f = 0; f < features; f++)
        {
            for (var r = 0; r < rows.Count; r++)
                column[r] = rows[r][f];
            cuts[f] = Cut(column);
            bins[f] = new byte[rows.Count];
            for (var r = 0; r < rows.Count; r++)
            {
                var at = Array.BinarySearch(cuts[f], rows[r][f]);
                bins[f][r] = (byte)(at >= 0 ? at : ~at);
            }
        }

        return new BinnedFeatures(bins, cuts);
    }

    private static float[] Cut(float[] column)
    {
        var sorted = column.ToArray();
        Array.Sort(sorted);
        var cuts = new List<float>();
        for (var b = 1; b < MostBins; b++)
        {
            var at = (int)((long)b * (sorted.Length - 1) / MostBins);
            var next = at;
            while (next < sorted.Length && sorted[next] == sorted[at])
                next++;
            if (next == sorted.Length)
                break;
            var cut = (sorted[at] + sorted[next]) / 2;
            if (cuts.Count == 0 || cut > cuts[^1])
                cuts.Add(cut);
        }

        return [.. cuts];
    }
}
