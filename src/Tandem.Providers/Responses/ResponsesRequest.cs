using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Responses;

/// <summary>Body of <c>POST /v1/responses</c>.</summary>
internal sealed record ResponsesRequest
{
    public string? Model { get; init; }

    public string? Instructions { get; init; }

    /// <summary>A text, or a list of items.</summary>
    [JsonConverter(typeof(ResponsesInputConverter))]
    public TextOrParts<ResponsesItem>? Input { get; init; }

    public IReadOnlyList<ResponsesTool>? Tools { get; init; }

    public RawJson? ToolChoice { get; init; }

    public bool? ParallelToolCalls { get; init; }

    public bool? Stream { get; init; }

    public int? MaxOutputTokens { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public ResponsesReasoning? Reasoning { get; init; }

    public ResponsesText? Text { get; init; }

    public string? User { get; init; }

    public RawJson? Metadata { get; init; }

    public bool? Store { get; init; }

    /// <summary>Resolved by the gateway's store before the request is read.</summary>
    public string? PreviousResponseId { get; init; }

    public RawJson? Include { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; } // Extension data cannot be bound by init.
}

/// <summary>An item of the input or the output; which members are there depends on <see cref="Type"/> (none = a message).</summary>
internal sealed record ResponsesItem
{
    public string? Type { get; init; }

    public string? Id { get; init; }

    public string? Status { get; init; }

    public string? Role { get; init; }

    [JsonConverter(typeof(ResponsesContentConverter))]
    public TextOrParts<ResponsesPart>? Content { get; init; }

    public string? CallId { get; init; }

    public string? Namespace { get; init; }

    public string? Name { get; init; }

    public string? Arguments { get; init; }

    /// <summary>Of <c>function_call_output</c>.</summary>
    [JsonConverter(typeof(ResponsesContentConverter))]
    public TextOrParts<ResponsesPart>? Output { get; init; }

    /// <summary>Of <c>reasoning</c>.</summary>
    public IReadOnlyList<ResponsesPart>? Summary { get; init; }

    public string? EncryptedContent { get; init; }
}

internal sealed record ResponsesPart
{
    public string? Type { get; init; }

    public string? Text { get; init; }

    public string? Refusal { get; init; }

    public string? ImageUrl { get; init; }

    public string? Detail { get; init; }

    /// <summary>Of <c>output_text</c>: always a list there.</summary>
    public IReadOnlyList<RawJson>? Annotations { get; init; }

    public IReadOnlyList<RawJson>? Logprobs { get; init; }
}

internal sealed record ResponsesTool
{
    /// <summary><c>function</c>, <c>namespace</c> (tools in tools), or a tool that the provider runs.</summary>
    public string? Type { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public RawJson? Parameters { get; init; }

    public bool? Strict { get; init; }

    public IReadOnlyList<ResponsesTool>? Tools { get; init; }
}

internal sealed record ResponsesReasoning(string? Effort = null, string? Summary = null);

internal sealed record ResponsesText(ResponsesFormat? Format = null);

internal sealed record ResponsesFormat(string? Type, string? Name = null, RawJson? Schema = null, bool? Strict = null);

internal sealed class ResponsesInputConverter : TextOrPartsConverter<ResponsesItem>
{
    protected override JsonTypeInfo<List<ResponsesItem>> PartsInfo => ResponsesJson.Default.ListResponsesItem;

    protected override JsonTypeInfo<ResponsesItem> PartInfo => ResponsesJson.Default.ResponsesItem;
}

internal sealed class ResponsesContentConverter : TextOrPartsConverter<ResponsesPart>
{
    protected override JsonTypeInfo<List<ResponsesPart>> PartsInfo => ResponsesJson.Default.ListResponsesPart;

    protected override JsonTypeInfo<ResponsesPart> PartInfo => ResponsesJson.Default.ResponsesPart;
}
