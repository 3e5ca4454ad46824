using System.Text.Json.Serialization;
using Tandem.Starter.Corpus.Families;

namespace Tandem.Starter.Corpus.Samples;

/// <summary>One line of the corpus: a request and its answer, or a program with a gap and what fills it.</summary>
internal sealed record Sample
{
    public required SampleKind Kind { get; init; }

    public string Family { get; init; } = "";

    public TargetLanguage Language { get; init; }

    /// <summary>The name the request asks for.</summary>
    public string? Name { get; init; }

    public string Prompt { get; init; } = "";

    public required string Answer { get; init; }

    /// <summary>For a gap: the text before and after it.</summary>
    public string? Prefix { get; init; }

    public string? Suffix { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<SampleKind>))]
internal enum SampleKind
{
    /// <summary>A request the model answers.</summary>
    Request,

    /// <summary>A request with a name that the function must get.</summary>
    Named,

    /// <summary>A request beyond the model, which says so.</summary>
    Beyond,

    /// <summary>Fill in the middle.</summary>
    Gap,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Sample))]
[JsonSerializable(typeof(Answered))]
internal sealed partial class SampleJson : JsonSerializerContext;

/// <summary>A held-out sample with what the model said to it, and the mean natural-log probability of the answer's tokens.</summary>
internal sealed record Answered(string Set, Sample Sample, string Output, double MeanLogProbability);
