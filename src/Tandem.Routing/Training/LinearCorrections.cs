using Tandem.Routing.Learning;

namespace Tandem.Routing.Training;

/// <summary>
/// What the words of a prompt say about single models beside the common curve: ridge regressions of what the curve left over, all models together.
/// Only for models of few rows: there this carries further than trees, which need many rows to see a word; where rows are many, trees say more.
/// </summary>
internal sealed record LinearCorrections(LinearHeads Heads, IReadOnlyDictionary<string, int> Of)
{
    private const float Penalty = 2;
    private const int Iterations = 12;
    private const int LeastRows = 60, MostRows = 1000;
    private const double LeastShrinkage = 0.15;

    /// <param name="rows">Training rows with an outcome of a model.</param>
    public static bool Suits(int rows) => rows is >= LeastRows and < MostRows;

    /// <summary>Fits the corrections, drops those that held-out rows do not confirm, and adds the held-out ones to <paramref name="predicted"/>.</summary>
    /// <param name="predicted">[model][row] for models that <see cref="Suits"/>; NaN where a model has no outcome.</param>
    /// <param name="left">[model][row] for the same models: what is left to be explained of a score.</param>
    public static LinearCorrections Fit(TrainingTable table, StageOne stage, IReadOnlyDictionary<string, float[]> predicted, IReadOnlyDictionary<string, float[]> left)
    {
        if (predicted.Count == 0)
            return new LinearCorrections(LinearHeads.Quantise([], []), new Dictionary<string, int>());
        var names = predicted.Keys.Order(StringComparer.Ordinal).ToArray();
        var targets = new float[table.Rows.Count * names.Length];
        for (var r = 0; r < table.Rows.Count; r++)
            for (var m = 0; m < names.Length; m++) targets[r * names.Length + m] = left[names[m]][r];

        var heldOut = HeldOut(table, stage, targets, names.Length);
        var (weights, intercepts) = Ridge(table, stage, targets, names.Length, fold: -1);
        var kept = new List<int>();
        for (var m = 0; m < names.Length; m++)
        {
            var column = m;
            var known = Enumerable.Range(0, table.Rows.Count).Where(r => !float.IsNaN(targets[r * names.Length + column])).ToList();
            var shrinkage = (float)Shrinkage.Of(known.Select(r => (targets[r * names.Length + column], heldOut[r * names.Length + column], table.MiddleWeights[r])));
            if (shrinkage < LeastShrinkage) continue;
            kept.Add(m);
            intercepts[m] *= shrinkage;
            for (var at = m; at < weights.Length; at += names.Length) weights[at] *= shrinkage;
            foreach (var r in known) predicted[names[m]][r] += shrinkage * heldOut[r * names.Length + m];
        }

        return new LinearCorrections(
            LinearHeads.Quantise(Columns(weights, names.Length, kept), [.. kept.Select(m => intercepts[m])]),
            kept.Select((m, at) => (names[m], at)).ToDictionary(StringComparer.Ordinal));
    }

    private static float[] HeldOut(TrainingTable table, StageOne stage, float[] targets, int models)
    {
        var heldOut = new float[targets.Length];
        for (var fold = 0; fold < TrainingTable.Folds; fold++)
        {
            var (weights, intercepts) = Ridge(table, stage, targets, models, fold);
            var heads = LinearHeads.Quantise(weights, intercepts);
            for (var r = 0; r < table.Rows.Count; r++)
                if (table.Fold[r] == fold) heads.Evaluate(stage.Sparse[r]).CopyTo(heldOut, r * models);
        }

        return heldOut;
    }

    private static (float[] Weights, float[] Intercepts) Ridge(TrainingTable table, StageOne stage, float[] targets, int models, int fold) =>
        RidgeTrainer.Fit(stage.Sparse, stage.Vocabulary.Count, targets, [.. table.Fold.Select(f => f == fold ? 0f : 1f)], models, Penalty, Iterations);

    private static float[] Columns(float[] weights, int all, List<int> kept)
    {
        var columns = new float[weights.Length / all * kept.Count];
        for (var at = 0; at < columns.Length; at++) columns[at] = weights[at / kept.Count * all + kept[at % kept.Count]];
        return columns;
    }
}
