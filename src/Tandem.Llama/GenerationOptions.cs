using Tandem.Llama.Grammars;
using Tandem.Llama.Sampling;

namespace Tandem.Llama;

/// <summary>How one answer is generated.</summary>
public sealed record GenerationOptions
{
    /// <summary>Most tokens to generate. Default: what the context has room for.</summary>
    public int? MaxTokens { get; init; }

    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>Texts that end the answer. They are not part of it.</summary>
    public IReadOnlyList<string> StopStrings { get; init; } = [];

    /// <summary>What the answer must look like; null leaves it free.</summary>
    public Grammar? Grammar { get; init; }

    /// <summary>Text after which the grammar holds; the answer is free up to it. Empty: from the start.</summary>
    public string GrammarTrigger { get; init; } = "";
}
