using System.Text.Json;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Responses;

/// <summary>A responses request as a canonical one.</summary>
internal static class ResponsesRequestReader
{
    public static ChatRequest Read(ReadOnlySpan<byte> body, Action<string> onDropped)
    {
        var wire = WireJson.ReadRequest(body, ResponsesJson.Default.ResponsesRequest);
        foreach (var name in wire.Other?.Keys ?? Enumerable.Empty<string>()) onDropped(name);
        var system = new List<ChatPart>();
        if (!string.IsNullOrEmpty(wire.Instructions)) system.Add(new TextPart(wire.Instructions));
        var messages = new List<ChatMessage>();
        if (wire.Input?.Text is { } text) messages.Add(ChatMessage.User(text));
        foreach (var item in wire.Input?.Parts ?? []) Item(item, system, messages, onDropped);
        return new ChatRequest
        {
            Model = wire.Model ?? "auto",
            System = system,
            Messages = messages,
            Tools = [.. ResponsesTools.Functions(wire.Tools, onDropped).Select(tool => new ToolDefinition(tool.Name!, tool.Description, tool.Parameters?.Text, tool.Strict))],
            ToolChoice = Choice(wire.ToolChoice, onDropped),
            ParallelToolCalls = wire.ParallelToolCalls,
            Format = wire.Text?.Format switch
            {
                { Type: "json_schema", Schema: { } schema } format => new ResponseFormat(schema.Text, format.Name, format.Strict),
                { Type: "json_object" } => new ResponseFormat(null),
                _ => null,
            },
            Stream = wire.Stream == true,
            MaxOutputTokens = wire.MaxOutputTokens,
            Temperature = wire.Temperature,
            TopP = wire.TopP,
            Reasoning = wire.Reasoning?.Effort switch
            {
                "none" => ReasoningEffort.None,
                "minimal" => ReasoningEffort.Minimal,
                "low" => ReasoningEffort.Low,
                "medium" => ReasoningEffort.Medium,
                "high" => ReasoningEffort.High,
                "xhigh" => ReasoningEffort.ExtraHigh,
                _ => null,
            },
            User = wire.User,
        };
    }

    private static void Item(ResponsesItem item, List<ChatPart> system, List<ChatMessage> messages, Action<string> onDropped)
    {
        switch (item.Type)
        {
            case null or "message":
                var parts = Parts(item.Content, onDropped);
                if (item.Role is "system" or "developer" && messages.Count == 0) system.AddRange(parts);
                else Add(messages, item.Role switch
                {
                    "assistant" => ChatRole.Assistant,
                    "user" => ChatRole.User,
                    "system" or "developer" => ChatRole.Developer,
                    _ => throw new RequestFormatException("'input[].role' must be system, developer, user or assistant."),
                }, parts);
                break;
            case "function_call":
                Add(messages, ChatRole.Assistant, [new ToolCallPart(item.CallId ?? "", item.Name ?? "", item.Arguments ?? "{}")]);
                break;
            case "function_call_output":
                Add(messages, ChatRole.User, [new ToolResultPart(item.CallId ?? "", Parts(item.Output, onDropped))]);
                break;
            case "reasoning":
                var summary = string.Join('\n', (item.Summary ?? []).Select(part => part.Text));
                if (summary.Length > 0 || item.EncryptedContent is not null) Add(messages, ChatRole.Assistant, [new ReasoningPart(summary, item.EncryptedContent)]);
                break;
            default:
                onDropped($"input[{item.Type}]");
                break;
        }
    }

    /// <summary>Items of one turn make one message: reasoning, text and calls of the assistant; results of its tools.</summary>
    private static void Add(List<ChatMessage> messages, ChatRole role, List<ChatPart> parts)
    {
        var joins = messages.Count > 0 && messages[^1].Role == role
            && (role == ChatRole.Assistant || (role == ChatRole.User && messages[^1].Parts.Concat(parts).All(part => part is ToolResultPart)));
        if (joins) messages[^1] = messages[^1] with { Parts = [.. messages[^1].Parts, .. parts] };
        else messages.Add(new ChatMessage(role, parts));
    }

    private static List<ChatPart> Parts(TextOrParts<ResponsesPart>? content, Action<string> onDropped)
    {
        if (content?.Text is { } text) return text.Length == 0 ? [] : [new TextPart(text)];
        var parts = new List<ChatPart>();
        foreach (var part in content?.Parts ?? [])
        {
            if ((part.Text ?? part.Refusal) is { } words) parts.Add(new TextPart(words));
            else if (part.ImageUrl is { } url) parts.Add(DataAddress.Image(url, part.Detail));
            else onDropped($"input[].content[{part.Type ?? "?"}]");
        }

        return parts;
    }

    private static ToolChoice Choice(RawJson? raw, Action<string> onDropped)
    {
        if (raw is null) return ToolChoice.Auto;
        using var json = JsonDocument.Parse(raw.Value.Text);
        var root = json.RootElement;
        if (root.ValueKind == JsonValueKind.String)
            return root.GetString() switch { "none" => new ToolChoice(ToolChoiceKind.None), "required" => new ToolChoice(ToolChoiceKind.Required), _ => ToolChoice.Auto };
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String)
            return new ToolChoice(ToolChoiceKind.Named, name.GetString());
        if (root.ValueKind != JsonValueKind.Null) onDropped("tool_choice");
        return ToolChoice.Auto;
    }
}
