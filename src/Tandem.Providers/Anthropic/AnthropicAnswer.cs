using System.Text.Json.Serialization;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Anthropic;

/// <summary>A whole message.</summary>
internal sealed record AnthropicAnswer
{
    public string? Id { get; init; }

    public string? Type { get; init; }

    public string? Role { get; init; }

    public string? Model { get; init; }

    public IReadOnlyList<AnthropicBlock>? Content { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? StopReason { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? StopSequence { get; init; }

    public AnthropicUsage? Usage { get; init; }
}

/// <summary>An event of a stream; which members are there depends on <see cref="Type"/>.</summary>
internal sealed record AnthropicEvent
{
    public required string Type { get; init; }

    public AnthropicAnswer? Message { get; init; }

    public int? Index { get; init; }

    public AnthropicBlock? ContentBlock { get; init; }

    public AnthropicDelta? Delta { get; init; }

    public AnthropicUsage? Usage { get; init; }
}

internal sealed record AnthropicDelta
{
    public string? Type { get; init; }

    public string? Text { get; init; }

    public string? PartialJson { get; init; }

    public string? Thinking { get; init; }

    public string? Signature { get; init; }

    public string? StopReason { get; init; }

    public string? StopSequence { get; init; }
}

internal sealed record AnthropicEndEvent(string Type, AnthropicEndDelta Delta, AnthropicUsage Usage);

/// <summary>The delta of <c>message_delta</c>; both members are always written.</summary>
internal sealed record AnthropicEndDelta
{
    public string? StopReason { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? StopSequence { get; init; }
}

internal sealed record AnthropicUsage
{
    [JsonConverter(typeof(LenientCountConverter))]
    public long? InputTokens { get; init; }

    [JsonConverter(typeof(LenientCountConverter))]
    public long? CacheCreationInputTokens { get; init; }

    [JsonConverter(typeof(LenientCountConverter))]
    public long? CacheReadInputTokens { get; init; }

    [JsonConverter(typeof(LenientCountConverter))]
    public long? OutputTokens { get; init; }
}

internal sealed record AnthropicErrorBody(string Type, AnthropicError Error, string? RequestId);

internal sealed record AnthropicError(string Type, string Message);
