using Tandem.Llama.Gguf;

namespace Tandem.Llama.Inference;

/// <summary>Rotary position embedding: the frequency of each pair of values, and the rotation itself.</summary>
/// <remarks>Source: RoFormer, arXiv 2104.09864; linear scaling arXiv 2306.15595; YaRN arXiv 2309.00071; Llama 3 factors come with the file.</remarks>
internal sealed class Rope
{
    private readonly double[] _frequencies;
    private readonly float _magnitude;

    private Rope(RopeStyle style, double[] frequencies, float magnitude) => (Style, _frequencies, _magnitude) = (style, frequencies, magnitude);

    public RopeStyle Style { get; }

    /// <summary>Pairs that are rotated in each head; what lies beyond twice that many values stays as it is.</summary>
    public int Pairs => _frequencies.Length;

    public static Rope Read(GgufMetadata metadata, string architecture, RopeStyle style, int headWidth)
    {
        var rotated = metadata.Whole($"{architecture}.rope.dimension_count") ?? headWidth;
        if (rotated < 2 || rotated > headWidth || rotated % 2 != 0)
            throw ModelFileException.Corrupt($"'{architecture}.rope.dimension_count' is {rotated} in heads of {headWidth}.");
        var theta = metadata.Number($"{architecture}.rope.freq_base") ?? 10_000;
        if (!(theta is > 0 and < 1e12))
            throw ModelFileException.Corrupt($"'{architecture}.rope.freq_base' is {theta}.");
        var frequencies = new double[rotated / 2];
        for (var i = 0; i < frequencies.Length; i++)
            frequencies[i] = Math.Pow(theta, -2.0 * i / rotated);

        var kind = metadata.Text($"{architecture}.rope.scaling.type") ?? "none";
        var factor = metadata.Number($"{architecture}.rope.scaling.factor") ?? metadata.Number($"{architecture}.rope.scale_linear") ?? 0;
        if (metadata.Text($"{architecture}.rope.scaling.type") is null && factor > 0)
            kind = "linear";
        if (kind != "none" && factor > 0)
        {
            if (!(factor is > 0 and < 1e6))
                throw ModelFileException.Corrupt($"'{architecture}.rope.scaling.factor' is {factor}.");
            if (kind == "linear")
                return new Rope(style, Array.ConvertAll(frequencies, f => f / factor), 1);
            if (kind == "yarn")
                return Yarn(metadata, architecture, style, frequencies, theta, factor);
            throw ModelFileException.Unsupported($"RoPE scaling '{kind}' is not supported; linear, yarn and Llama 3 factors are.");
        }

        return new Rope(style, frequencies, 1);
    }

    /// <summary>The same rotation with each frequency divided by a factor of the file (Llama 3).</summary>
    public Rope DividedBy(ReadOnlySpan<float> factors)
    {
        var scaled = new double[_frequencies.Length];
        for (var i = 0; i < scaled.Length; i++)
        {
            if (!float.IsFinite(factors[i]) || factors[i] == 0)
                throw ModelFileException.Corrupt("'rope_freqs.weight' holds a factor that is no number.");
            scaled[i] = _frequencies[i] / factors[i];
        }

        return new Rope(Style, scaled, _magnitude);
    }

    /// <summary>Cosines, then sines, of one position: twice <see cref="Pairs"/> values.</summary>
    public void Angles(int position, Span<float> target)
    {
        for (var i = 0; i < Pairs; i++)
        {
            var (sin, cos) = Math.SinCos(position * _frequencies[i]);
            target[i] = (float)cos * _magnitude;
            target[Pairs + i] = (float)sin * _magnitude;
        }
    }

    /// <summary>Rotates one head in place.</summary>
    public void Rotate(Span<float> head, ReadOnlySpan<float> angles)
    {
        var cosines = angles[..Pairs];
        var sines = angles.Slice(Pairs, Pairs);
        if (Style == RopeStyle.Adjacent)
        {
            for (var i = 0; i < cosines.Length; i++)
            {
                var (a, b) = (head[2 * i], head[2 * i + 1]);
                head[2 * i] = a * cosines[i] - b * sines[i];
                head[2 * i + 1] = a * sines[i] + b * cosines[i];
            }
        }
        else
        {
            var second = head.Slice(cosines.Length, cosines.Length);
            for (var i = 0; i < cosines.Length; i++)
            {
                var (a, b) = (head[i], second[i]);
                head[i] = a * cosines[i] - b * sines[i];
                second[i] = a * sines[i] + b * cosines[i];
            }
        }
    }

    private static Rope Yarn(GgufMetadata metadata, string architecture, RopeStyle style, double[] plain, double theta, double factor)
    {
        var original = metadata.Whole($"{architecture}.rope.scaling.original_context_length")
            ?? metadata.Whole($"{architecture}.context_length") ?? 0;
        if (original < 1)
            throw ModelFileException.Corrupt("YaRN scaling needs 'rope.scaling.original_context_length'.");
        var dimensions = 2 * plain.Length;
        double Corner(double rotations) =>
            dimensions * Math.Log(original / (rotations * 2 * Math.PI)) / (2 * Math.Log(theta));
        var low = Math.Max(0, Math.Floor(Corner(metadata.Number($"{architecture}.rope.scaling.yarn_beta_fast") ?? 32)));
        var high = Math.Min(dimensions - 1, Math.Ceiling(Corner(metadata.Number($"{architecture}.rope.scaling.yarn_beta_slow") ?? 1)));
        var blended = new double[plain.Length];
        for (var i = 0; i < plain.Length; i++)
        {
            var keep = 1 - Math.Clamp((i - low) / Math.Max(0.001, high - low), 0, 1); // Fast rotations are kept, slow ones interpolated.
            blended[i] = plain[i] / factor * (1 - keep) + plain[i] * keep;
        }

        var attention = metadata.Number($"{architecture}.rope.scaling.attn_factor") ?? 1;
        return new Rope(style, blended, (float)(attention * (1 + 0.1 * Math.Log(factor))));
    }
}
