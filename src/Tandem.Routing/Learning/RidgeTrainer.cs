using System.Numerics.Tensors;

namespace Tandem.Routing.Learning;

/// <summary>Ridge regression of many targets on sparse rows, by conjugate gradients on all targets together.</summary>
internal static class RidgeTrainer
{
    /// <summary>Minimises, for each target, Σ w (x·b + a − y)² + <paramref name="penalty"/> |b|²; the intercept a is the weighted mean of y.</summary>
    /// <param name="targets">[row × target], row-major; NaN = not known, the row does not count for that target.</param>
    /// <param name="rowWeights">One for each row.</param>
    /// <returns>Weights [column × target], row-major, and the intercepts.</returns>
    public static (float[] Weights, float[] Intercepts) Fit(
        IReadOnlyList<SparseVector> rows, int columns, float[] targets, float[] rowWeights, int targetCount, float penalty, int iterations)
    {
        var mask = new float[targets.Length];
        var intercepts = Means(targets, rowWeights, targetCount, mask);
        var residual = new float[targets.Length];
        for (var i = 0; i < targets.Length; i++)
            residual[i] = mask[i] == 0 ? 0 : mask[i] * (targets[i] - intercepts[i % targetCount]);

        var weights = new float[columns * targetCount];
        var gradient = new float[weights.Length];
        Transposed(rows, residual, gradient, targetCount);
        var direction = gradient.ToArray();
        var image = new float[targets.Length];
        var curvature = new float[weights.Length];
        var norms = ColumnNorms(gradient, gradient, targetCount);
        for (var step = 0; step < iterations; step++)
        {
            Product(rows, direction, image, targetCount);
            TensorPrimitives.Multiply(image, mask, image);
            Transposed(rows, image, curvature, targetCount);
            TensorPrimitives.MultiplyAdd(direction, penalty, curvature, curvature);
            var curvatures = ColumnNorms(direction, curvature, targetCount);
            var lengths = new float[targetCount];
            for (var t = 0; t < targetCount; t++)
                lengths[t] = curvatures[t] > 1e-12 ? (float)(norms[t] / curvatures[t]) : 0;
            for (var at = 0; at < weights.Length; at += targetCount)
            {
                var along = direction.AsSpan(at, targetCount);
                TensorPrimitives.MultiplyAdd(along, lengths, weights.AsSpan(at, targetCount), weights.AsSpan(at, targetCount));
                for (var t = 0; t < targetCount; t++)
                    gradient[at + t] -= lengths[t] * curvature[at + t];
            }

            var next = ColumnNorms(gradient, gradient, targetCount);
            var turns = new float[targetCount];
            for (var t = 0; t < targetCount; t++)
                turns[t] = norms[t] > 1e-12 ? (float)(next[t] / norms[t]) : 0;
            for (var at = 0; at < weights.Length; at += targetCount)
                TensorPrimitives.MultiplyAdd(direction.AsSpan(at, targetCount), turns, gradient.AsSpan(at, targetCount), direction.AsSpan(at, targetCount));
            norms = next;
        }

        return (weights, intercepts);
    }

    private static float[] Means(float[] targets, float[] rowWeights, int targetCount, float[] mask)
    {
        var sums = new double[targetCount];
        var totals = new double[targetCount];
        for (var i = 0; i < targets.Length; i++)
        {
            if (float.IsNaN(targets[i]))
                continue;
            mask[i] = rowWeights[i / targetCount];
            sums[i % targetCount] += mask[i] * targets[i];
            totals[i % targetCount] += mask[i];
        }

        return [.. sums.Zip(totals, (sum, total) => total > 0 ? (float)(sum / total) : 0f)];
    }

    private static double[] ColumnNorms(float[] left, float[] right, int targetCount)
    {
        var sums = new double[targetCount];
        for (var at = 0; at < left.Length; at += targetCount)
        {
            for (var t = 0; t < targetCount; t++)
                sums[t] += (double)left[at + t] * right[at + t];
        }

        return sums;
    }

    private static void Product(IReadOnlyList<SparseVector> rows, float[] weights, float[] image, int targetCount)
    {
        for (var r = 0; r < rows.Count; r++)
        {
            var into = image.AsSpan(r * targetCount, targetCount);
            into.Clear();
            var indices = rows[r].Indices.Span;
            var values = rows[r].Values.Span;
            for (var i = 0; i < indices.Length; i++)
                TensorPrimitives.MultiplyAdd(weights.AsSpan(indices[i] * targetCount, targetCount), values[i], into, into);
        }
    }

    private static void Transposed(IReadOnlyList<SparseVector> rows, float[] residual, float[] gradient, int targetCount)
    {
        Array.Clear(gradient);
        for (var r = 0; r < rows.Count; r++)
        {
            var from = residual.AsSpan(r * targetCount, targetCount);
            var indices = rows[r].Indices.Span;
            var values = rows[r].Values.Span;
            for (var i = 0; i < indices.Length; i++)
            {
                var into = gradient.AsSpan(indices[i] * targetCount, targetCount);
                TensorPrimitives.MultiplyAdd(from, values[i], into, into);
            }
        }
    }
}
