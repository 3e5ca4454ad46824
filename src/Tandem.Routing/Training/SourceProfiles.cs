using Tandem.Routing.Features;
using Tandem.Routing.Learning;

namespace Tandem.Routing.Training;

/// <summary>Means and deviations of the surface features of each source.</summary>
internal static class SourceProfiles
{
    // A source's own spread, widened by that of all sources, so that a constant feature does not make every other text infinitely far.
    private const double OwnShare = 0.8;

    public static IReadOnlyList<SourceProfile> Of(TrainingTable table)
    {
        var (_, everywhere) = Moments(table.Features);
        return [.. table.Rows.Zip(table.Features).GroupBy(pair => TrainingTable.SourceOf(pair.First), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Of(group.Key, [.. group.Select(pair => pair.Second)], everywhere))];
    }

    private static SourceProfile Of(string name, List<PromptFeatures> rows, float[] everywhere)
    {
        var (means, variances) = Moments(rows);
        return new SourceProfile(name, means,
            [.. variances.Zip(everywhere, (own, all) => (float)Math.Sqrt(OwnShare * own + (1 - OwnShare) * all + 1e-6))]);
    }

    private static (float[] Means, float[] Variances) Moments(IReadOnlyList<PromptFeatures> rows)
    {
        var width = SurfaceNames.All.Count;
        var sums = new double[width];
        var squares = new double[width];
        foreach (var row in rows)
        {
            for (var f = 0; f < width; f++)
            {
                sums[f] += row.Surface[f];
                squares[f] += (double)row.Surface[f] * row.Surface[f];
            }
        }

        var means = sums.Select(sum => (float)(sum / rows.Count)).ToArray();
        return (means, [.. squares.Select((square, f) => (float)Math.Max(0, square / rows.Count - (double)means[f] * means[f]))]);
    }
}
