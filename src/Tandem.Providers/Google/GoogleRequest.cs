using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Google;

/// <summary>Body of <c>models/M:generateContent</c>; model and streaming are in the path.</summary>
internal sealed record GoogleRequest
{
    public GoogleContent? SystemInstruction { get; init; }

    public IReadOnlyList<GoogleContent>? Contents { get; init; }

    public IReadOnlyList<GoogleTool>? Tools { get; init; }

    public GoogleToolConfig? ToolConfig { get; init; }

    public GoogleGenerationConfig? GenerationConfig { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; } // An init-only one counts as a constructor parameter, which extension data may not be.
}

internal sealed record GoogleContent
{
    public string? Role { get; init; }

    public IReadOnlyList<GooglePart>? Parts { get; init; }
}

internal sealed record GooglePart
{
    public string? Text { get; init; }

    /// <summary>The text is reasoning.</summary>
    public bool? Thought { get; init; }

    public string? ThoughtSignature { get; init; }

    public GoogleBlob? InlineData { get; init; }

    public GoogleFile? FileData { get; init; }

    public GoogleFunctionCall? FunctionCall { get; init; }

    public GoogleFunctionResponse? FunctionResponse { get; init; }
}

internal sealed record GoogleBlob(string? MimeType, string? Data);

internal sealed record GoogleFile(string? MimeType, string? FileUri);

internal sealed record GoogleFunctionCall(string? Name, RawJson? Args, string? Id = null);

/// <summary>A tool's result; the response is an object.</summary>
internal sealed record GoogleFunctionResponse(string? Name, RawJson? Response, string? Id = null);

internal sealed record GoogleTool
{
    public IReadOnlyList<GoogleFunction>? FunctionDeclarations { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; } // An init-only one counts as a constructor parameter, which extension data may not be.
}

internal sealed record GoogleFunction
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>A subset of OpenAPI's schema.</summary>
    public RawJson? Parameters { get; init; }

    /// <summary>JSON Schema as it is.</summary>
    public RawJson? ParametersJsonSchema { get; init; }
}

internal sealed record GoogleToolConfig(GoogleCallingConfig? FunctionCallingConfig);

internal sealed record GoogleCallingConfig(string? Mode, IReadOnlyList<string>? AllowedFunctionNames = null);

internal sealed record GoogleGenerationConfig
{
    public int? MaxOutputTokens { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public double? TopK { get; init; }

    public double? FrequencyPenalty { get; init; }

    public double? PresencePenalty { get; init; }

    public long? Seed { get; init; }

    public IReadOnlyList<string>? StopSequences { get; init; }

    public string? ResponseMimeType { get; init; }

    public RawJson? ResponseSchema { get; init; }

    public RawJson? ResponseJsonSchema { get; init; }

    public GoogleThinkingConfig? ThinkingConfig { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; } // An init-only one counts as a constructor parameter, which extension data may not be.
}

internal sealed record GoogleThinkingConfig
{
    public bool? IncludeThoughts { get; init; }

    public int? ThinkingBudget { get; init; }

    public string? ThinkingLevel { get; init; }
}
