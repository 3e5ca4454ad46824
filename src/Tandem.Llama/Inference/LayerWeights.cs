using Tandem.Llama.Kernels;

namespace Tandem.Llama.Inference;

/// <summary>The weights of one transformer layer. Biases and head norms are absent in most architectures.</summary>
internal sealed record LayerWeights
{
    public required float[] AttentionNorm { get; init; }

    public required WeightMatrix Query { get; init; }

    public required WeightMatrix Key { get; init; }

    public required WeightMatrix Value { get; init; }

    public required WeightMatrix Output { get; init; }

    public float[]? QueryBias { get; init; }

    public float[]? KeyBias { get; init; }

    public float[]? ValueBias { get; init; }

    public float[]? OutputBias { get; init; }

    /// <summary>RMS norm of each query head (qwen3).</summary>
    public float[]? QueryNorm { get; init; }

    public float[]? KeyNorm { get; init; }

    public required float[] FeedForwardNorm { get; init; }

    public required WeightMatrix Gate { get; init; }

    public required WeightMatrix Up { get; init; }

    public required WeightMatrix Down { get; init; }
}
