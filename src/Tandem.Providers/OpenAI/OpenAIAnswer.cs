using System.Text.Json.Serialization;
using Tandem.Providers.Wire;

namespace Tandem.Providers.OpenAI;

/// <summary>A chat completion, or a chunk of one: <see cref="OpenAIChoice.Message"/> or <see cref="OpenAIChoice.Delta"/>.</summary>
internal sealed record OpenAIAnswer
{
    public string? Id { get; init; }

    public string? Object { get; init; }

    public long? Created { get; init; }

    public string? Model { get; init; }

    public IReadOnlyList<OpenAIChoice>? Choices { get; init; }

    public OpenAIUsage? Usage { get; init; }
}

internal sealed record OpenAIChoice
{
    public int Index { get; init; }

    public OpenAIMessage? Delta { get; init; }

    public OpenAIAnswerMessage? Message { get; init; }

    /// <summary>Always written: clients wait for it to stop being null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? FinishReason { get; init; }

    /// <summary>The schema demands it of a whole answer.</summary>
    public RawJson? Logprobs { get; init; }
}

/// <summary>The message of a whole answer; <c>content</c> and <c>refusal</c> are always written.</summary>
internal sealed record OpenAIAnswerMessage
{
    public string? Role { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Content { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Refusal { get; init; }

    public string? ReasoningContent { get; init; }

    public string? Reasoning { get; init; }

    public IReadOnlyList<OpenAIToolCall>? ToolCalls { get; init; }
}

internal sealed record OpenAIUsage
{
    [JsonConverter(typeof(LenientCountConverter))]
    public long? PromptTokens { get; init; }

    [JsonConverter(typeof(LenientCountConverter))]
    public long? CompletionTokens { get; init; }

    [JsonConverter(typeof(LenientCountConverter))]
    public long? TotalTokens { get; init; }

    public OpenAIPromptDetails? PromptTokensDetails { get; init; }

    public OpenAICompletionDetails? CompletionTokensDetails { get; init; }
}

internal sealed record OpenAIPromptDetails
{
    [JsonConverter(typeof(LenientCountConverter))]
    public long? CachedTokens { get; init; }
}

internal sealed record OpenAICompletionDetails
{
    [JsonConverter(typeof(LenientCountConverter))]
    public long? ReasoningTokens { get; init; }
}

internal sealed record OpenAIErrorBody(OpenAIError Error);

internal sealed record OpenAIError
{
    public required string Message { get; init; }

    public required string Type { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Param { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Code { get; init; }
}
