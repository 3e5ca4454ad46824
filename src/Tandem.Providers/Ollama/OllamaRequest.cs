using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Ollama;

/// <summary>Body of <c>POST /api/chat</c>.</summary>
internal sealed record OllamaRequest
{
    public string? Model { get; init; }

    public IReadOnlyList<OllamaMessage>? Messages { get; init; }

    public IReadOnlyList<OllamaTool>? Tools { get; init; }

    /// <summary>The word <c>json</c>, or a schema.</summary>
    public RawJson? Format { get; init; }

    public OllamaOptions? Options { get; init; }

    public bool? Stream { get; init; }

    /// <summary>True, false, or a word for the effort.</summary>
    public RawJson? Think { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; } // An init-only one counts as a constructor parameter, which extension data may not be.
}

internal sealed record OllamaMessage
{
    public string? Role { get; init; }

    public string? Content { get; init; }

    public string? Thinking { get; init; }

    /// <summary>Bare base64.</summary>
    public IReadOnlyList<string>? Images { get; init; }

    public IReadOnlyList<OllamaToolCall>? ToolCalls { get; init; }

    public string? ToolName { get; init; }

    public string? ToolCallId { get; init; }
}

internal sealed record OllamaToolCall
{
    public string? Id { get; init; }

    public OllamaFunctionCall? Function { get; init; }
}

/// <summary>A call; its arguments are an object.</summary>
internal sealed record OllamaFunctionCall(string? Name, RawJson? Arguments);

internal sealed record OllamaTool(string? Type, OllamaFunction? Function);

internal sealed record OllamaFunction(string? Name, string? Description = null, RawJson? Parameters = null);

internal sealed record OllamaOptions
{
    public int? NumPredict { get; init; }

    public int? NumCtx { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public int? TopK { get; init; }

    public double? FrequencyPenalty { get; init; }

    public double? PresencePenalty { get; init; }

    public long? Seed { get; init; }

    /// <summary>A list, or a single text.</summary>
    public RawJson? Stop { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; } // An init-only one counts as a constructor parameter, which extension data may not be.
}
