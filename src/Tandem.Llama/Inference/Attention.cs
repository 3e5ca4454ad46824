using System.Buffers;
using System.Numerics.Tensors;
using Tandem.Llama.Kernels;

namespace Tandem.Llama.Inference;

/// <summary>Causal attention with grouped heads, in tiles of positions with a running softmax, so that memory does not grow with the context.</summary>
/// <remarks>Source: FlashAttention, arXiv 2205.14135 (the running softmax); grouped queries arXiv 2305.13245.</remarks>
internal sealed class Attention(ModelShape shape, ComputePool pool)
{
    private const int TilePositions = 64;
    private const int TokensPerItem = 16;

    /// <summary>Attends from each row of <paramref name="queries"/>, at consecutive positions from <paramref name="start"/>, into the same row.</summary>
    public void Run(KeyValueCache cache, int layer, int start, Activations queries)
    {
        var pieces = (queries.Rows + TokensPerItem - 1) / TokensPerItem;
        var work = 2L * queries.Rows * (start + queries.Rows) * shape.QueryWidth;
        pool.Run(pieces * shape.KeyValueHeads, work, item =>
        {
            var first = item / shape.KeyValueHeads * TokensPerItem;
            var rows = Math.Min(TokensPerItem, queries.Rows - first);
            Attend(cache, layer, item % shape.KeyValueHeads, start + first, queries, first, rows);
        });
    }

    private void Attend(KeyValueCache cache, int layer, int keyHead, int position, Activations queries, int first, int rows)
    {
        var width = shape.HeadWidth;
        var group = shape.Heads / shape.KeyValueHeads;
        var lanes = rows * group;
        var scratch = ArrayPool<float>.Shared.Rent(2 * TilePositions * width + TilePositions + lanes * (width + 2));
        var rest = scratch.AsSpan();
        var tile = Take(ref rest, TilePositions * width);
        var values = Take(ref rest, TilePositions * width);
        var scores = Take(ref rest, TilePositions);
        var sums = Take(ref rest, lanes);
        var peaks = Take(ref rest, lanes);
        var outputs = Take(ref rest, lanes * width);
        sums.Clear();
        outputs.Clear();
        peaks.Fill(float.NegativeInfinity);
        var scale = 1f / MathF.Sqrt(width);
        var last = position + rows - 1;
        for (var tileStart = 0; tileStart <= last; tileStart += TilePositions)
        {
            var count = Math.Min(TilePositions, last + 1 - tileStart);
            cache.LoadKeys(layer, keyHead, tileStart, count, tile);
            cache.LoadValues(layer, keyHead, tileStart, count, values);
            for (var row = 0; row < rows; row++)
            {
                var visible = Math.Min(count, position + row + 1 - tileStart);
                for (var head = 0; visible > 0 && head < group; head++)
                {
                    var lane = row * group + head;
                    var query = queries.Row(first + row).Slice((keyHead * group + head) * width, width);
                    for (var p = 0; p < visible; p++)
                        scores[p] = scale * TensorPrimitives.Dot(query, tile.Slice(p * width, width));
                    Accumulate(scores[..visible], values, outputs.Slice(lane * width, width), ref peaks[lane], ref sums[lane]);
                }
            }
        }

        for (var lane = 0; lane < lanes; lane++)
        {
            var target = queries.Row(first + lane / group).Slice((keyHead * group + lane % group) * width, width);
            TensorPrimitives.Multiply(outputs.Slice(lane * width, width), 1 / sums[lane], target);
        }

        ArrayPool<float>.Shared.Return(scratch);
    }

    private static Span<float> Take(ref Span<float> rest, int count)
    {
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    private static void Accumulate(Span<float> scores, ReadOnlySpan<float> values, Span<float> output, ref float peak, ref float sum)
    {
        var highest = Math.Max(peak, TensorPrimitives.Max<float>(scores));
        if (highest > peak)
        {
            var shrink = MathF.Exp(peak - highest); // 0 on the first tile.
            TensorPrimitives.Multiply(output, shrink, output);
            sum *= shrink;
            peak = highest;
        }

        TensorPrimitives.Subtract(scores, peak, scores);
        TensorPrimitives.Exp<float>(scores, scores);
        sum += TensorPrimitives.Sum<float>(scores);
        for (var p = 0; p < scores.Length; p++)
            TensorPrimitives.MultiplyAdd(values.Slice(p * output.Length, output.Length), scores[p], output, output);
    }
}
