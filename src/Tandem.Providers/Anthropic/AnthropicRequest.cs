using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Anthropic;

/// <summary>Body of <c>POST /v1/messages</c>.</summary>
internal sealed record AnthropicRequest
{
    public string? Model { get; init; }

    [JsonConverter(typeof(AnthropicContentConverter))]
    public TextOrParts<AnthropicBlock>? System { get; init; }

    public IReadOnlyList<AnthropicMessage>? Messages { get; init; }

    public IReadOnlyList<AnthropicTool>? Tools { get; init; }

    public AnthropicToolChoice? ToolChoice { get; init; }

    public int? MaxTokens { get; init; }

    public bool? Stream { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public int? TopK { get; init; }

    public IReadOnlyList<string>? StopSequences { get; init; }

    public AnthropicThinking? Thinking { get; init; }

    public AnthropicOutputConfig? OutputConfig { get; init; }

    public AnthropicMetadata? Metadata { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; } // An init-only one counts as a constructor parameter, which extension data may not be.
}

internal sealed record AnthropicMessage
{
    public string? Role { get; init; }

    [JsonConverter(typeof(AnthropicContentConverter))]
    public TextOrParts<AnthropicBlock>? Content { get; init; }
}

/// <summary>A content block of any type; which members are there depends on <see cref="Type"/>.</summary>
internal sealed record AnthropicBlock
{
    public string? Type { get; init; }

    public string? Text { get; init; }

    public AnthropicSource? Source { get; init; }

    public string? Id { get; init; }

    public string? Name { get; init; }

    /// <summary>Arguments of a tool call, an object.</summary>
    public RawJson? Input { get; init; }

    public string? ToolUseId { get; init; }

    [JsonConverter(typeof(AnthropicContentConverter))]
    public TextOrParts<AnthropicBlock>? Content { get; init; }

    public bool? IsError { get; init; }

    public string? Thinking { get; init; }

    public string? Signature { get; init; }

    /// <summary>Of <c>redacted_thinking</c>.</summary>
    public string? Data { get; init; }

    public AnthropicCacheControl? CacheControl { get; init; }

    /// <summary>Who called the tool: always the model itself in our answers; the schema demands it there.</summary>
    public AnthropicCaller? Caller { get; init; }
}

internal sealed record AnthropicCaller(string Type);

internal sealed record AnthropicSource(string? Type, string? MediaType = null, string? Data = null, string? Url = null);

internal sealed record AnthropicCacheControl(string? Type, string? Ttl = null);

internal sealed record AnthropicTool
{
    /// <summary>Null or <c>custom</c> for a client's tool; anything else is a tool that the provider runs.</summary>
    public string? Type { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public RawJson? InputSchema { get; init; }

    public bool? Strict { get; init; }

    public AnthropicCacheControl? CacheControl { get; init; }
}

internal sealed record AnthropicToolChoice(string? Type, string? Name = null, bool? DisableParallelToolUse = null);

internal sealed record AnthropicThinking(string? Type, int? BudgetTokens = null);

internal sealed record AnthropicOutputConfig(string? Effort = null, AnthropicOutputFormat? Format = null);

internal sealed record AnthropicOutputFormat(string? Type, RawJson? Schema);

internal sealed record AnthropicMetadata(string? UserId);

internal sealed class AnthropicContentConverter : TextOrPartsConverter<AnthropicBlock>
{
    protected override JsonTypeInfo<List<AnthropicBlock>> PartsInfo => AnthropicJson.Default.ListAnthropicBlock;

    protected override JsonTypeInfo<AnthropicBlock> PartInfo => AnthropicJson.Default.AnthropicBlock;
}
