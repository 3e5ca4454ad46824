using System.Numerics.Tensors;

namespace Tandem.Routing.Learning;

/// <summary>Linear functions of a sparse vector, many at once: one row of quantised weights for each n-gram, so that scoring adds whole rows.</summary>
internal sealed class LinearHeads
{
    private readonly sbyte[] _weights;
    private readonly float[] _scales;
    private readonly float[] _intercepts;

    /// <param name="weights">[n-gram × head], row-major, in units of the head's scale.</param>
    public LinearHeads(sbyte[] weights, float[] scales, float[] intercepts)
    {
        _weights = weights;
        _scales = scales;
        _intercepts = intercepts;
    }

    public int Heads => _scales.Length;

    public ReadOnlySpan<sbyte> Weights => _weights;

    public ReadOnlySpan<float> Scales => _scales;

    public ReadOnlySpan<float> Intercepts => _intercepts;

    /// <summary>Quantises float weights to eight bits a head; the largest weight of a head becomes 127.</summary>
    public static LinearHeads Quantise(float[] weights, float[] intercepts)
    {
        var heads = intercepts.Length;
        var scales = new float[heads];
        for (var i = 0; i < weights.Length; i++)
            scales[i % heads] = Math.Max(scales[i % heads], Math.Abs(weights[i]) / 127);
        var quantised = new sbyte[weights.Length];
        for (var i = 0; i < weights.Length; i++)
            quantised[i] = scales[i % heads] == 0 ? (sbyte)0 : (sbyte)Math.Clamp(MathF.Round(weights[i] / scales[i % heads]), -127, 127);
        return new LinearHeads(quantised, scales, intercepts);
    }

    /// <summary>The value of every head.</summary>
    public float[] Evaluate(SparseVector row)
    {
        var sums = new float[Heads];
        var widened = new float[Heads];
        var indices = row.Indices.Span;
        var values = row.Values.Span;
        for (var i = 0; i < indices.Length; i++)
        {
            TensorPrimitives.ConvertTruncating<sbyte, float>(_weights.AsSpan(indices[i] * Heads, Heads), widened);
            TensorPrimitives.MultiplyAdd(widened, values[i], sums, sums);
        }

        TensorPrimitives.MultiplyAdd(sums, _scales, _intercepts, sums);
        return sums;
    }
}
