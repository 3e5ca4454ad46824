namespace Tandem.Llama.Sampling;

/// <summary>How the next token is chosen among the likely ones. The defaults are those of the usual local servers.</summary>
public sealed record SamplingOptions
{
    /// <summary>0 takes the likeliest token always; 1 samples from the model's own distribution.</summary>
    public float Temperature { get; init; } = 0.8f;

    /// <summary>Only so many of the likeliest tokens; 0 = all.</summary>
    public int TopK { get; init; } = 40;

    /// <summary>Only the likeliest tokens that together reach this probability; 1 = all.</summary>
    public float TopP { get; init; } = 0.95f;

    /// <summary>Only tokens at least this probable relative to the likeliest; 0 = all. Source: arXiv 2407.01082.</summary>
    public float MinP { get; init; } = 0.05f;

    /// <summary>Divides (or, below zero, multiplies) the logits of recent tokens; 1 = off. Source: CTRL, arXiv 1909.05858.</summary>
    public float RepetitionPenalty { get; init; } = 1;

    /// <summary>How many recent tokens the repetition penalty looks at.</summary>
    public int RepetitionWindow { get; init; } = 64;

    /// <summary>Makes the choice repeatable.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>The likeliest token, always.</summary>
    public static SamplingOptions Greedy { get; } = new() { Temperature = 0 };
}
