using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tandem.Providers.Wire;

namespace Tandem.Providers.OpenAI;

/// <summary>Body of <c>POST /v1/chat/completions</c>.</summary>
internal sealed record OpenAIRequest
{
    public string? Model { get; init; }

    public IReadOnlyList<OpenAIMessage>? Messages { get; init; }

    public IReadOnlyList<OpenAITool>? Tools { get; init; }

    /// <summary>A word, or an object that names a function.</summary>
    public RawJson? ToolChoice { get; init; }

    public bool? ParallelToolCalls { get; init; }

    public OpenAIResponseFormat? ResponseFormat { get; init; }

    public bool? Stream { get; init; }

    public OpenAIStreamOptions? StreamOptions { get; init; }

    public int? MaxTokens { get; init; }

    public int? MaxCompletionTokens { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    /// <summary>Not OpenAI's own; vLLM, llama-server and OpenRouter take it.</summary>
    public int? TopK { get; init; }

    public double? FrequencyPenalty { get; init; }

    public double? PresencePenalty { get; init; }

    public long? Seed { get; init; }

    /// <summary>A text or a list.</summary>
    public RawJson? Stop { get; init; }

    public string? ReasoningEffort { get; init; }

    public string? User { get; init; }

    public int? N { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; } // An init-only one counts as a constructor parameter, which extension data may not be.
}

internal sealed record OpenAIMessage
{
    public string? Role { get; init; }

    [JsonConverter(typeof(OpenAIContentConverter))]
    public TextOrParts<OpenAIPart>? Content { get; init; }

    public string? Name { get; init; }

    public string? Refusal { get; init; }

    /// <summary>Readable reasoning, as vLLM, llama-server and DeepSeek call it.</summary>
    public string? ReasoningContent { get; init; }

    /// <summary>The same, as OpenRouter calls it.</summary>
    public string? Reasoning { get; init; }

    public IReadOnlyList<OpenAIToolCall>? ToolCalls { get; init; }

    public string? ToolCallId { get; init; }
}

internal sealed record OpenAIPart
{
    public string? Type { get; init; }

    public string? Text { get; init; }

    public string? Refusal { get; init; }

    public OpenAIImageUrl? ImageUrl { get; init; }
}

internal sealed record OpenAIImageUrl(string? Url, string? Detail = null);

internal sealed record OpenAITool(string? Type, OpenAIFunction? Function);

internal sealed record OpenAIFunction(string? Name, string? Description = null, RawJson? Parameters = null, bool? Strict = null);

internal sealed record OpenAIToolCall
{
    public int? Index { get; init; }

    public string? Id { get; init; }

    public string? Type { get; init; }

    public OpenAIFunctionCall? Function { get; init; }
}

internal sealed record OpenAIFunctionCall(string? Name, string? Arguments);

internal sealed record OpenAIStreamOptions(bool? IncludeUsage);

internal sealed record OpenAIResponseFormat(string? Type, OpenAIJsonSchema? JsonSchema = null);

internal sealed record OpenAIJsonSchema(string? Name, RawJson? Schema, bool? Strict = null);

internal sealed class OpenAIContentConverter : TextOrPartsConverter<OpenAIPart>
{
    protected override JsonTypeInfo<List<OpenAIPart>> PartsInfo => OpenAIJson.Default.ListOpenAIPart;

    protected override JsonTypeInfo<OpenAIPart> PartInfo => OpenAIJson.Default.OpenAIPart;
}
