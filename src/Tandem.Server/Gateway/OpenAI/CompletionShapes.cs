using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Server.Gateway.OpenAI;

/// <summary>Body of <c>/v1/completions</c>.</summary>
internal sealed record CompletionRequest
{
    public string? Model { get; init; }

    /// <summary>A text, or a list with one.</summary>
    public JsonElement Prompt { get; init; }

    public string? Suffix { get; init; }

    public bool? Stream { get; init; }

    public CompletionStreamOptions? StreamOptions { get; init; }

    public int? MaxTokens { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public double? FrequencyPenalty { get; init; }

    public double? PresencePenalty { get; init; }

    public long? Seed { get; init; }

    /// <summary>A text, or a list of texts.</summary>
    public JsonElement Stop { get; init; }

    public string? User { get; init; }

    public int? N { get; init; }

    public bool? Echo { get; init; }
}

internal sealed record CompletionStreamOptions(bool? IncludeUsage);

internal sealed record Completion(string Id, string Object, long Created, string Model, IReadOnlyList<CompletionChoice> Choices, CompletionUsage? Usage = null);

internal sealed record CompletionChoice(string Text, int Index)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public JsonElement? Logprobs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? FinishReason { get; init; }
}

internal sealed record CompletionUsage(long PromptTokens, long CompletionTokens, long TotalTokens);
