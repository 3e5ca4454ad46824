using System.Numerics.Tensors;
using Tandem.Llama.Kernels;

namespace Tandem.Llama.Inference;

/// <summary>The forward pass of a Llama-family model: token ids in, logits out.</summary>
/// <remarks>One instance serves one session at a time; the pool and the weights are shared.</remarks>
internal sealed unsafe class Transformer : IDisposable
{
    private const int ElementCost = 8; // Multiplications that a step over activations costs per element, about.

    private readonly ModelShape _shape;
    private readonly ModelWeights _weights;
    private readonly ComputePool _pool;
    private readonly MatrixMultiplier _multiplier;
    private readonly Attention _attention;
    private readonly NativeBuffer<float> _residual;
    private readonly NativeBuffer<float> _keys;
    private readonly NativeBuffer<float> _values;
    private readonly NativeBuffer<float> _branch;
    private readonly NativeBuffer<float> _up;
    private readonly NativeBuffer<float> _angles;
    private readonly Activations _normed;
    private readonly Activations _queries;
    private readonly Activations _gated;

    public Transformer(ModelShape shape, ModelWeights weights, ComputePool pool, VectorPath path, int batchTokens)
    {
        (_shape, _weights, _pool, BatchTokens) = (shape, weights, pool, batchTokens);
        _multiplier = new MatrixMultiplier(pool, path);
        _attention = new Attention(shape, pool);
        var needs32 = weights.Matrices.Any(matrix => matrix.ScaleGroup == 32);
        var needs256 = weights.Matrices.Any(matrix => matrix.ScaleGroup == 256);
        long batch = batchTokens;
        _residual = new(batch * shape.Width);
        _keys = new(batch * shape.KeyValueWidth);
        _values = new(batch * shape.KeyValueWidth);
        _branch = new(batch * shape.Width);
        _up = new(batch * shape.FeedForward);
        _angles = new(batch * 2 * weights.Rope.Pairs);
        _normed = new(batchTokens, shape.Width, needs32, needs256);
        _queries = new(batchTokens, shape.QueryWidth, needs32, needs256);
        _gated = new(batchTokens, shape.FeedForward, needs32, needs256);
    }

    public int BatchTokens { get; }

    /// <summary>Bytes that an instance takes for a batch.</summary>
    public static long ScratchBytes(ModelShape shape, int batchTokens) =>
        batchTokens * (4L * (3 * shape.Width + 2 * shape.KeyValueWidth + shape.QueryWidth + 2 * shape.FeedForward)
            + 2L * (shape.Width + shape.QueryWidth + shape.FeedForward));

    /// <summary>
    /// Computes up to <see cref="BatchTokens"/> tokens at consecutive positions and stores their keys and values.
    /// <paramref name="logits"/> receives the logits of the last tokens, as many as it has room for vocabularies; it may be empty.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled between layers. The positions computed are then undefined, those before untouched.</exception>
    public void Run(ReadOnlySpan<int> tokens, int start, KeyValueCache cache, Span<float> logits, CancellationToken cancellationToken)
    {
        var count = tokens.Length;
        for (var t = 0; t < count; t++)
        {
            FloatRows.Expand(_weights.Embedding.Type, _weights.Embedding.Row(tokens[t]), _residual.Data + (long)t * _shape.Width, _shape.Width);
            _weights.Rope.Angles(start + t, Angles(t));
        }

        for (var layer = 0; layer < _weights.Layers.Length; layer++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AttentionBlock(_weights.Layers[layer], layer, start, count, cache);
            FeedForwardBlock(_weights.Layers[layer], count);
        }

        cancellationToken.ThrowIfCancellationRequested();
        WriteLogits(count, logits);
    }

    private Span<float> Angles(int row) => _angles.Span((long)row * 2 * _weights.Rope.Pairs, 2 * _weights.Rope.Pairs);

    private void AttentionBlock(LayerWeights layer, int index, int start, int count, KeyValueCache cache)
    {
        Normalize(layer.AttentionNorm, count, firstRow: 0);
        _queries.Begin(count, _shape.QueryWidth);
        _multiplier.Multiply(
            _normed,
            new Product(layer.Query, _queries[0], _shape.QueryWidth),
            new Product(layer.Key, _keys.Data, _shape.KeyValueWidth),
            new Product(layer.Value, _values.Data, _shape.KeyValueWidth));
        _pool.Run(count, (long)ElementCost * count * _shape.QueryWidth, t =>
        {
            var keys = _keys.Span((long)t * _shape.KeyValueWidth, _shape.KeyValueWidth);
            var values = _values.Span((long)t * _shape.KeyValueWidth, _shape.KeyValueWidth);
            Prepare(_queries.Row(t), layer.QueryBias, layer.QueryNorm, Angles(t));
            Prepare(keys, layer.KeyBias, layer.KeyNorm, Angles(t));
            AddBias(values, layer.ValueBias);
            cache.Store(index, start + t, keys, values);
        });
        _attention.Run(cache, index, start, _queries);
        _pool.Run(count, (long)ElementCost * count * _shape.QueryWidth, _queries.Finish);
        _multiplier.Multiply(_queries, new Product(layer.Output, _branch.Data, _shape.Width));
        AddBranch(layer.OutputBias, count);
    }

    private void FeedForwardBlock(LayerWeights layer, int count)
    {
        Normalize(layer.FeedForwardNorm, count, firstRow: 0);
        _gated.Begin(count, _shape.FeedForward);
        _multiplier.Multiply(
            _normed,
            new Product(layer.Gate, _gated[0], _shape.FeedForward),
            new Product(layer.Up, _up.Data, _shape.FeedForward));
        _pool.Run(count, (long)ElementCost * count * _shape.FeedForward, t =>
        {
            SwiGlu(_gated.Row(t), _up.Span((long)t * _shape.FeedForward, _shape.FeedForward));
            _gated.Finish(t);
        });
        _multiplier.Multiply(_gated, new Product(layer.Down, _branch.Data, _shape.Width));
        AddBranch(bias: null, count);
    }

    /// <summary>gate ← silu(gate) × up, in pieces that stay in the first-level cache.</summary>
    private static void SwiGlu(Span<float> gate, ReadOnlySpan<float> up)
    {
        Span<float> sigmoid = stackalloc float[512];
        for (var at = 0; at < gate.Length; at += sigmoid.Length)
        {
            var piece = gate.Slice(at, Math.Min(sigmoid.Length, gate.Length - at));
            var part = sigmoid[..piece.Length];
            TensorPrimitives.Sigmoid<float>(piece, part);
            TensorPrimitives.Multiply(part, up.Slice(at, piece.Length), part);
            TensorPrimitives.Multiply(piece, part, piece);
        }
    }

    private void Prepare(Span<float> heads, float[]? bias, float[]? norm, ReadOnlySpan<float> angles)
    {
        AddBias(heads, bias);
        for (var at = 0; at < heads.Length; at += _shape.HeadWidth)
        {
            var head = heads.Slice(at, _shape.HeadWidth);
            if (norm is not null)
                RmsNorm(head, norm, head);
            _weights.Rope.Rotate(head, angles);
        }
    }

    private static void AddBias(Span<float> values, float[]? bias)
    {
        if (bias is not null)
            TensorPrimitives.Add(values, bias, values);
    }

    private void AddBranch(float[]? bias, int count)
    {
        for (var t = 0; t < count; t++)
        {
            var row = _residual.Span((long)t * _shape.Width, _shape.Width);
            TensorPrimitives.Add(row, _branch.Span((long)t * _shape.Width, _shape.Width), row);
            AddBias(row, bias);
        }
    }

    /// <summary>Norms the residual rows from <paramref name="firstRow"/> on into the first rows of the normed batch.</summary>
    private void Normalize(float[] weight, int count, int firstRow)
    {
        _normed.Begin(count, _shape.Width);
        _pool.Run(count, (long)ElementCost * count * _shape.Width, t =>
        {
            RmsNorm(_residual.Span((long)(firstRow + t) * _shape.Width, _shape.Width), weight, _normed.Row(t));
            _normed.Finish(t);
        });
    }

    private void RmsNorm(ReadOnlySpan<float> source, ReadOnlySpan<float> weight, Span<float> target)
    {
        var meanSquare = TensorPrimitives.SumOfSquares(source) / source.Length;
        TensorPrimitives.Multiply(source, 1 / MathF.Sqrt(meanSquare + _shape.NormEpsilon), target);
        TensorPrimitives.Multiply(target, weight, target);
    }

    private void WriteLogits(int count, Span<float> logits)
    {
        var rows = Math.Min(count, logits.Length / _weights.Vocabulary);
        if (rows == 0)
            return;
        Normalize(_weights.FinalNorm, rows, count - rows);
        fixed (float* target = logits)
            _multiplier.Multiply(_normed, new Product(_weights.Output, target, _weights.Vocabulary));
    }

    public void Dispose()
    {
        foreach (var buffer in (ReadOnlySpan<IDisposable>)[_residual, _keys, _values, _branch, _up, _angles, _normed, _queries, _gated])
            buffer.Dispose();
    }
}
