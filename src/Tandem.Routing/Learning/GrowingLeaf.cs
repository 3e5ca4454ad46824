namespace Tandem.Routing.Learning;

/// <summary>A leaf that may still be split, with its best split.</summary>
internal sealed class GrowingLeaf
{
    public required int Node { get; init; }

    public required int[] Rows { get; init; }

    /// <summary>Weighted sum of residuals.</summary>
    public double Sum { get; private set; }

    public double Weight { get; private set; }

    /// <summary>Fall of the squared error by the best split; 0 = there is none.</summary>
    public double Gain { get; private set; }

    public int Feature { get; private set; } = -1;

    /// <summary>Rows up to this bin go left.</summary>
    public int Bin { get; private set; }

    public static GrowingLeaf Of(
        int node, int[] rows, int[] candidates, BinnedFeatures features, float[] residual, float[] weights, BoostingOptions options)
    {
        var leaf = new GrowingLeaf { Node = node, Rows = rows };
        var sums = new float[rows.Length];
        var rowWeights = new float[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rowWeights[i] = weights[rows[i]];
            sums[i] = rowWeights[i] * residual[rows[i]];
            leaf.Sum += sums[i];
            leaf.Weight += rowWeights[i];
        }

        if (leaf.Weight < 2 * options.LeafWeight)
            return leaf;
        var histogram = new double[2 * (BinnedFeatures.MostBins + 1)];
        foreach (var feature in candidates)
        {
            Array.Clear(histogram);
            var bins = features.Bins[feature];
            for (var i = 0; i < rows.Length; i++)
            {
                var at = 2 * bins[rows[i]];
                histogram[at] += sums[i];
                histogram[at + 1] += rowWeights[i];
            }

            leaf.Consider(feature, features.Cuts[feature].Length, histogram, options);
        }

        return leaf;
    }

    private void Consider(int feature, int cuts, double[] histogram, BoostingOptions options)
    {
        var whole = Sum * Sum / (Weight + options.Penalty);
        var sum = 0.0;
        var weight = 0.0;
        for (var bin = 0; bin < cuts; bin++)
        {
            sum += histogram[2 * bin];
            weight += histogram[2 * bin + 1];
            if (weight < options.LeafWeight)
                continue;
            if (Weight - weight < options.LeafWeight)
                break;
            var gain = sum * sum / (weight + options.Penalty) + (Sum - sum) * (Sum - sum) / (Weight - weight + options.Penalty) - whole;
            if (gain > Gain)
                (Gain, Feature, Bin) = (gain, feature, bin);
        }
    }
}
