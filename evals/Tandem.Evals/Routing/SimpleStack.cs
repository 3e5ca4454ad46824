using Tandem.Routing.Features;
using Tandem.Routing.Learning;
using Tandem.Routing.Outcomes;

namespace Tandem.Evals.Routing;

/// <summary>
/// The plain recipe that the learned router has to beat: the gain of one pair of models, learned from rows of one source by ridge regression on
/// n-grams, by nearest neighbours and by boosting on features of the surface, each scaled to unit variance and summed.
/// </summary>
internal sealed class SimpleStack
{
    private const int LeastGramRows = 2, MostGrams = 20_000, Neighbours = 20;
    private const float Penalty = 2;
    private const int Iterations = 12;

    private static readonly BoostingOptions s_boosting = new() { Trees = 150, Rate = 0.04, Leaves = 6, LeafWeight = 10, Penalty = 5, Seed = 1 };

    private readonly NgramVocabulary _vocabulary;
    private readonly List<SparseVector> _rows;
    private readonly float[] _gains;
    private readonly LinearHeads _linear;
    private readonly BoostedTrees _trees;
    private readonly float[] _scales; // One over the standard deviation of each part over the training rows.

    public SimpleStack(IReadOnlyList<OutcomeRow> rows, string weak, string strong)
    {
        var features = rows.Select(row => PromptFeatures.Of(row.Prompt)).ToList();
        _gains = [.. rows.Select(row => (float)(row.Scores[strong] - row.Scores[weak]))];
        _vocabulary = NgramVocabulary.Of(features, LeastGramRows, MostGrams);
        _rows = [.. features.Select(_vocabulary.Vectorise)];
        var ones = Enumerable.Repeat(1f, rows.Count).ToArray();
        var (weights, intercepts) = RidgeTrainer.Fit(_rows, _vocabulary.Count, _gains, ones, targetCount: 1, Penalty, Iterations);
        _linear = LinearHeads.Quantise(weights, intercepts);
        _trees = BoostingTrainer.Fit(BinnedFeatures.Of([.. features.Select(f => f.Surface)]), _gains, ones, s_boosting);
        var parts = features.Zip(_rows, Parts).ToList();
        _scales = [.. Enumerable.Range(0, parts[0].Length).Select(part => 1 / (Deviation([.. parts.Select(p => p[part])]) + 1e-6f))];
    }

    /// <summary>Higher = sent to the strong model sooner.</summary>
    public double PreferenceOf(string prompt)
    {
        var features = PromptFeatures.Of(prompt);
        return Parts(features, _vocabulary.Vectorise(features)).Zip(_scales, (part, scale) => (double)part * scale).Sum();
    }

    private float[] Parts(PromptFeatures features, SparseVector sparse) => [_linear.Evaluate(sparse)[0], NeighboursOf(sparse), _trees.Evaluate(features.Surface)];

    private float NeighboursOf(SparseVector sparse)
    {
        var nearest = _rows.Select((row, i) => (Cosine: Cosine(row, sparse), Gain: _gains[i])).Where(n => n.Cosine < 0.999f) // Not itself.
            .OrderByDescending(n => n.Cosine).Take(Neighbours).ToList();
        return nearest.Sum(n => n.Cosine * n.Gain) / (nearest.Sum(n => n.Cosine) + 1e-6f);
    }

    private static float Cosine(SparseVector a, SparseVector b)
    {
        var (i, j, sum) = (0, 0, 0f);
        var left = a.Indices.Span;
        var right = b.Indices.Span;
        while (i < left.Length && j < right.Length)
        {
            if (left[i] == right[j]) sum += a.Values.Span[i++] * b.Values.Span[j++];
            else if (left[i] < right[j]) i++;
            else j++;
        }

        return sum;
    }

    private static float Deviation(float[] values)
    {
        var mean = values.Average();
        return MathF.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);
    }
}
