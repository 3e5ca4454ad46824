using System.Text.Json.Serialization;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Responses;

/// <summary>A response. The members without a condition are always written: the schema demands them.</summary>
internal sealed record ResponsesAnswer
{
    public required string Id { get; init; }

    public string Object { get; init; } = "response";

    public required long CreatedAt { get; init; }

    /// <summary><c>in_progress</c>, <c>completed</c>, <c>incomplete</c>, <c>failed</c>.</summary>
    public required string Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public RawJson? Error { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ResponsesIncomplete? IncompleteDetails { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Instructions { get; init; }

    public required string Model { get; init; }

    public required IReadOnlyList<ResponsesItem> Output { get; init; }

    public required bool ParallelToolCalls { get; init; }

    public string? PreviousResponseId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? Temperature { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? TopP { get; init; }

    public required RawJson ToolChoice { get; init; }

    public required IReadOnlyList<ResponsesTool> Tools { get; init; }

    public ResponsesText? Text { get; init; }

    public bool? Store { get; init; }

    public int? MaxOutputTokens { get; init; }

    public RawJson Metadata { get; init; } = new("{}");

    public ResponsesUsage? Usage { get; init; }
}

internal sealed record ResponsesIncomplete(string Reason);

internal sealed record ResponsesUsage(
    long InputTokens, ResponsesInputDetails InputTokensDetails, long OutputTokens, ResponsesOutputDetails OutputTokensDetails, long TotalTokens);

internal sealed record ResponsesInputDetails(long CachedTokens, long CacheWriteTokens);

internal sealed record ResponsesOutputDetails(long ReasoningTokens);

/// <summary>An event of the stream; which members are there depends on <see cref="Type"/>.</summary>
internal sealed record ResponsesEvent
{
    public required string Type { get; init; }

    public required int SequenceNumber { get; init; }

    public ResponsesAnswer? Response { get; init; }

    public string? ItemId { get; init; }

    public int? OutputIndex { get; init; }

    public int? ContentIndex { get; init; }

    public int? SummaryIndex { get; init; }

    public ResponsesItem? Item { get; init; }

    public ResponsesPart? Part { get; init; }

    public string? Delta { get; init; }

    public string? Text { get; init; }

    public string? Name { get; init; }

    public string? Arguments { get; init; }

    public IReadOnlyList<RawJson>? Logprobs { get; init; }
}

internal sealed record ResponsesErrorEvent
{
    public string Type { get; init; } = "error";

    public required int SequenceNumber { get; init; }

    public required string Code { get; init; }

    public required string Message { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Param { get; init; }
}
