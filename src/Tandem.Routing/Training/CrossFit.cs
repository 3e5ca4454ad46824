using Tandem.Routing.Learning;

namespace Tandem.Routing.Training;

/// <summary>Boosted trees on all rows, and the predictions for each row by trees that never saw it.</summary>
internal static class CrossFit
{
    public static (BoostedTrees Trees, float[] HeldOut) Fit(
        BinnedFeatures binned, float[][] rows, float[] targets, float[] weights, int[] folds, BoostingOptions options, int bags)
    {
        var heldOut = new float[rows.Length];
        for (var fold = 0; fold < TrainingTable.Folds; fold++)
        {
            var kept = weights.Select((weight, r) => folds[r] == fold ? 0 : weight).ToArray();
            var trees = BoostingTrainer.Fit(binned, targets, kept, options with { Seed = options.Seed + 1000 * (fold + 1) });
            for (var r = 0; r < rows.Length; r++)
            {
                if (folds[r] == fold)
                    heldOut[r] = trees.Evaluate(rows[r]);
            }
        }

        var bagged = Enumerable.Range(0, bags).Select(bag => BoostingTrainer.Fit(binned, targets, weights, options with { Seed = options.Seed + bag })).ToList();
        return (BoostedTrees.Mean(bagged), heldOut);
    }
}
