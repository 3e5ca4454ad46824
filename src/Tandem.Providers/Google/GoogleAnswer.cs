using System.Text.Json.Serialization;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Google;

/// <summary>A whole answer, or a piece of one in a stream: the shape is the same.</summary>
internal sealed record GoogleAnswer
{
    public IReadOnlyList<GoogleCandidate>? Candidates { get; init; }

    public GooglePromptFeedback? PromptFeedback { get; init; }

    public GoogleUsage? UsageMetadata { get; init; }

    public string? ModelVersion { get; init; }

    public string? ResponseId { get; init; }
}

internal sealed record GoogleCandidate
{
    public GoogleContent? Content { get; init; }

    public string? FinishReason { get; init; }

    public int? Index { get; init; }
}

internal sealed record GooglePromptFeedback(string? BlockReason);

internal sealed record GoogleUsage
{
    [JsonConverter(typeof(LenientCountConverter))]
    public long? PromptTokenCount { get; init; }

    [JsonConverter(typeof(LenientCountConverter))]
    public long? CachedContentTokenCount { get; init; }

    [JsonConverter(typeof(LenientCountConverter))]
    public long? CandidatesTokenCount { get; init; }

    [JsonConverter(typeof(LenientCountConverter))]
    public long? ThoughtsTokenCount { get; init; }

    [JsonConverter(typeof(LenientCountConverter))]
    public long? TotalTokenCount { get; init; }
}

internal sealed record GoogleErrorBody(GoogleError Error);

internal sealed record GoogleError(int Code, string Message, string Status);
