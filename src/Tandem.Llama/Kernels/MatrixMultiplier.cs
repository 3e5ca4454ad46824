using System.Buffers;
using System.Numerics.Tensors;
using Tandem.Llama.Gguf;
using Tandem.Llama.Kernels.Formats;

namespace Tandem.Llama.Kernels;

/// <summary>Multiplies batches of activations with weight matrices, spread over the threads of a pool.</summary>
internal sealed unsafe class MatrixMultiplier(ComputePool pool, VectorPath path)
{
    private const int ItemsPerThread = 8; // Small enough that a thread which lost its core does not hold up the rest for long.

    /// <summary>Multiplies one batch with several matrices of the same input.</summary>
    public void Multiply(Activations x, params ReadOnlySpan<Product> products)
    {
        var jobs = products.ToArray();
        var starts = new int[jobs.Length + 1];
        var chunk = ChunkRows(jobs);
        for (var i = 0; i < jobs.Length; i++)
            starts[i + 1] = starts[i] + (jobs[i].Weights.Rows + chunk - 1) / chunk;
        long work = 0;
        foreach (var job in jobs)
            work += (long)job.Weights.Rows * job.Weights.Columns * x.Rows;
        pool.Run(starts[^1], work, item =>
        {
            var matrix = 0;
            while (item >= starts[matrix + 1])
                matrix++;
            var first = (item - starts[matrix]) * chunk;
            MultiplyRows(x, jobs[matrix], first, Math.Min(first + chunk, jobs[matrix].Weights.Rows));
        });
    }

    private int ChunkRows(Product[] jobs)
    {
        var rows = 0;
        foreach (var job in jobs)
            rows += job.Weights.Rows;
        var chunk = rows / (pool.Threads * ItemsPerThread);
        return Math.Max(32, chunk / 32 * 32); // Whole pairs of panels.
    }

    private void MultiplyRows(Activations x, in Product product, int first, int end)
    {
        if (product.Weights.IsQuantized)
            MultiplyQuantized(x, product, first, end);
        else
            MultiplyFloats(x, product, first, end);
    }

    private void MultiplyQuantized(Activations x, in Product product, int first, int end)
    {
        var weights = product.Weights;
        var rows = x.Quantized(weights.ScaleGroup);
        if (path >= VectorPath.Vector256 && x.Rows >= PanelMultiplier.FewestTokens)
        {
            MultiplyPanels(product, rows, x.Rows, first, end);
            return;
        }

        var dot = DotKernels.For(weights.Type, path);
        for (var t = 0; t < x.Rows; t++)
        {
            var activation = rows[t];
            var target = product.Target + (long)t * product.Stride;
            for (var row = first; row < end; row++)
                target[row] = dot(weights.Row(row), activation, weights.Columns);
        }
    }

    private void MultiplyPanels(in Product product, QuantizedRows rows, int tokens, int first, int end)
    {
        var weights = product.Weights;
        var target = product.Target;
        var stride = product.Stride;
        switch (weights.Type)
        {
            case GgmlType.Q80: PanelMultiplier.Multiply<Q80>(weights, rows, tokens, target, stride, first, end, path); break;
            case GgmlType.Q40: PanelMultiplier.Multiply<Q40>(weights, rows, tokens, target, stride, first, end, path); break;
            case GgmlType.Q4K: PanelMultiplier.Multiply<Q4K>(weights, rows, tokens, target, stride, first, end, path); break;
            case GgmlType.Q5K: PanelMultiplier.Multiply<Q5K>(weights, rows, tokens, target, stride, first, end, path); break;
            case GgmlType.Q6K: PanelMultiplier.Multiply<Q6K>(weights, rows, tokens, target, stride, first, end, path); break;
            default: throw new ArgumentOutOfRangeException(nameof(product), weights.Type, "Not a block format.");
        }
    }

    private static void MultiplyFloats(Activations x, in Product product, int first, int end)
    {
        var weights = product.Weights;
        var scratch = ArrayPool<float>.Shared.Rent(weights.Columns);
        fixed (float* expanded = scratch)
        {
            for (var row = first; row < end; row++)
            {
                var values = (float*)weights.Row(row);
                if (weights.Type != GgmlType.F32)
                    FloatRows.Expand(weights.Type, weights.Row(row), values = expanded, weights.Columns);
                var span = new ReadOnlySpan<float>(values, weights.Columns);
                for (var t = 0; t < x.Rows; t++)
                    product.Target[(long)t * product.Stride + row] = TensorPrimitives.Dot(span, x.Row(t));
            }
        }

        ArrayPool<float>.Shared.Return(scratch);
    }
}
