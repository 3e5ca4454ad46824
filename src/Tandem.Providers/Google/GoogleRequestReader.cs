using System.Text.Json;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Google;

/// <summary>A generateContent request as a canonical one.</summary>
internal static class GoogleRequestReader
{
    public static ChatRequest Read(ModelRequest request, Action<string> onDropped)
    {
        var wire = WireJson.ReadRequest(request.Body.Span, GoogleJson.Default.GoogleRequest);
        var config = wire.GenerationConfig ?? new GoogleGenerationConfig();
        foreach (var name in wire.Other?.Keys ?? Enumerable.Empty<string>()) onDropped(name);
        foreach (var name in config.Other?.Keys ?? Enumerable.Empty<string>()) onDropped("generationConfig." + name);
        foreach (var name in (wire.Tools ?? []).SelectMany(tool => tool.Other?.Keys ?? Enumerable.Empty<string>())) onDropped($"tools[{name}]");
        var ids = new ToolIds();
        return new ChatRequest
        {
            Model = request.Outline.Model,
            System = [.. Parts(wire.SystemInstruction, ids)],
            Messages = [.. (wire.Contents ?? []).Select(content => new ChatMessage(content.Role == "model" ? ChatRole.Assistant : ChatRole.User, [.. Parts(content, ids)]))],
            Tools =
            [
                .. (wire.Tools ?? []).SelectMany(tool => tool.FunctionDeclarations ?? []).Select(function => new ToolDefinition(
                    function.Name ?? "", function.Description, function.ParametersJsonSchema?.Text ?? (function.Parameters is { } schema ? LowerTypes(schema.Text) : null))),
            ],
            ToolChoice = Choice(wire.ToolConfig?.FunctionCallingConfig),
            Format = config.ResponseMimeType == "application/json"
                ? new ResponseFormat(config.ResponseJsonSchema?.Text ?? (config.ResponseSchema is { } format ? LowerTypes(format.Text) : null))
                : null,
            Stream = request.Outline.Stream,
            MaxOutputTokens = config.MaxOutputTokens,
            Temperature = config.Temperature,
            TopP = config.TopP,
            TopK = (int?)config.TopK,
            FrequencyPenalty = config.FrequencyPenalty,
            PresencePenalty = config.PresencePenalty,
            Seed = config.Seed,
            Stop = config.StopSequences ?? [],
            Reasoning = config.ThinkingConfig switch
            {
                { ThinkingBudget: 0 } => ReasoningEffort.None,
                { ThinkingLevel: "LOW" or "low" or "MINIMAL" or "minimal" } => ReasoningEffort.Low,
                { ThinkingLevel: "MEDIUM" or "medium" } => ReasoningEffort.Medium,
                { ThinkingLevel: "HIGH" or "high" } => ReasoningEffort.High,
                _ => null,
            },
            ReasoningTokens = config.ThinkingConfig?.ThinkingBudget is > 0 ? config.ThinkingConfig.ThinkingBudget : null,
        };
    }

    private static IEnumerable<ChatPart> Parts(GoogleContent? content, ToolIds ids)
    {
        foreach (var part in content?.Parts ?? [])
        {
            var signature = part.ThoughtSignature is null ? null : GoogleFinish.SignaturePrefix + part.ThoughtSignature;
            if (part.Thought == true && part.Text is { } thought) yield return new ReasoningPart(thought, signature);
            else if (signature is not null) yield return new ReasoningPart("", signature);
            if (part.Thought != true && part.Text is { Length: > 0 } text) yield return new TextPart(text);
            if (part.InlineData is { Data: { } data } blob) yield return new ImagePart(blob.MimeType ?? "image/png", DataAddress.Bytes(data));
            if (part.FileData is { FileUri: { } address } file) yield return new ImagePart(file.MimeType ?? "", default, address);
            if (part.FunctionCall is { } call) yield return new ToolCallPart(ids.Call(call.Name ?? "", call.Id), call.Name ?? "", call.Args?.Text ?? "{}");
            if (part.FunctionResponse is { } response)
                yield return new ToolResultPart(ids.Result(response.Name, response.Id), [new TextPart(ResultText(response.Response, out var isError))], isError, response.Name);
        }
    }

    /// <summary>A result is an object; one that holds only <c>result</c>, <c>output</c> or <c>error</c> as text is that text.</summary>
    private static string ResultText(RawJson? response, out bool isError)
    {
        isError = false;
        if (response is null) return "";
        using var json = JsonDocument.Parse(response.Value.Text);
        if (json.RootElement.ValueKind != JsonValueKind.Object) return response.Value.Text;
        var members = json.RootElement.EnumerateObject().ToList();
        if (members is not [{ Value.ValueKind: JsonValueKind.String } only] || only.Name is not ("result" or "output" or "error")) return response.Value.Text;
        isError = only.Name == "error";
        return only.Value.GetString()!;
    }

    private static ToolChoice Choice(GoogleCallingConfig? config) => config?.Mode?.ToUpperInvariant() switch
    {
        "NONE" => new ToolChoice(ToolChoiceKind.None),
        "ANY" => config.AllowedFunctionNames is [var only] ? new ToolChoice(ToolChoiceKind.Named, only) : new ToolChoice(ToolChoiceKind.Required),
        _ => ToolChoice.Auto,
    };

    /// <summary>OpenAPI's schema writes types in capitals, JSON Schema in small letters.</summary>
    private static string LowerTypes(string schema)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(schema);
        Lower(node);
        return node?.ToJsonString() ?? "{}";
    }

    private static void Lower(System.Text.Json.Nodes.JsonNode? node)
    {
        if (node is System.Text.Json.Nodes.JsonArray list) foreach (var item in list) Lower(item);
        if (node is not System.Text.Json.Nodes.JsonObject map) return;
        foreach (var (name, value) in map.ToList())
        {
            if (name == "type" && value is System.Text.Json.Nodes.JsonValue word && word.TryGetValue(out string? text)) map[name] = text.ToLowerInvariant();
            else Lower(value);
        }
    }
}
