namespace Tandem.Llama;

/// <summary>How a model is run.</summary>
public sealed record LlamaOptions
{
    /// <summary>Threads that compute, the caller's included. Default: one per processor, at most 16.</summary>
    public int? Threads { get; init; }

    /// <summary>Tokens that a session can hold, prompt and answer together. Default: what the model was trained for, at most 8,192.</summary>
    public int? ContextTokens { get; init; }

    /// <summary>Prompt tokens computed at once. More is faster up to about 512, and takes memory.</summary>
    public int BatchTokens { get; init; } = 256;

    /// <summary>Bytes that model and context may take. Default: the memory that the machine has free.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>The instructions to use. Default: the widest of this machine.</summary>
    public Kernels.VectorPath? VectorPath { get; init; }

    public WeightPlacement Weights { get; init; }

    internal const long ResidentFromBytes = 64 << 20;
    internal const int DefaultMaxContext = 8_192;
    internal const int DefaultMaxThreads = 16;
}
