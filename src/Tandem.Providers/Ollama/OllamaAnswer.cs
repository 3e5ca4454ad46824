using System.Text.Json.Serialization;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Ollama;

/// <summary>A line of a stream, or a whole answer.</summary>
internal sealed record OllamaAnswer
{
    public string? Model { get; init; }

    public string? CreatedAt { get; init; }

    public OllamaMessage? Message { get; init; }

    public bool? Done { get; init; }

    public string? DoneReason { get; init; }

    /// <summary>Nanoseconds.</summary>
    public long? TotalDuration { get; init; }

    public long? LoadDuration { get; init; }

    [JsonConverter(typeof(LenientCountConverter))]
    public long? PromptEvalCount { get; init; }

    public long? PromptEvalDuration { get; init; }

    [JsonConverter(typeof(LenientCountConverter))]
    public long? EvalCount { get; init; }

    public long? EvalDuration { get; init; }
}

internal sealed record OllamaErrorBody(string Error);
