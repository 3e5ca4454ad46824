using System.Text.Json;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;

namespace Tandem.Providers.OpenAI;

/// <summary>A chat completions request as a canonical one.</summary>
internal static class OpenAIRequestReader
{
    public static ChatRequest Read(ReadOnlySpan<byte> body, Action<string> onDropped)
    {
        var wire = WireJson.ReadRequest(body, OpenAIJson.Default.OpenAIRequest);
        var system = new List<ChatPart>();
        var messages = new List<ChatMessage>();
        foreach (var message in wire.Messages ?? []) Message(message, system, messages, onDropped);
        foreach (var name in wire.Other?.Keys ?? Enumerable.Empty<string>()) onDropped(name);
        if (wire.N > 1) onDropped("n");
        return new ChatRequest
        {
            Model = wire.Model ?? "auto",
            System = system,
            Messages = messages,
            Tools = [.. (wire.Tools ?? []).Select(tool => Tool(tool, onDropped)).OfType<ToolDefinition>()],
            ToolChoice = Choice(wire.ToolChoice, onDropped),
            ParallelToolCalls = wire.ParallelToolCalls,
            Format = Format(wire.ResponseFormat),
            Stream = wire.Stream == true,
            MaxOutputTokens = wire.MaxCompletionTokens ?? wire.MaxTokens,
            Temperature = wire.Temperature,
            TopP = wire.TopP,
            TopK = wire.TopK,
            FrequencyPenalty = wire.FrequencyPenalty,
            PresencePenalty = wire.PresencePenalty,
            Seed = wire.Seed,
            Stop = wire.Stop is { } stop ? Stops(stop) : [],
            Reasoning = Effort(wire.ReasoningEffort, onDropped),
            User = wire.User,
        };
    }

    private static void Message(OpenAIMessage wire, List<ChatPart> system, List<ChatMessage> messages, Action<string> onDropped)
    {
        var parts = Parts(wire.Content, onDropped);
        switch (wire.Role)
        {
            case "system" or "developer" when messages.Count == 0:
                system.AddRange(parts);
                break;
            case "system" or "developer":
                messages.Add(new ChatMessage(ChatRole.Developer, parts));
                break;
            case "assistant":
                if ((wire.ReasoningContent ?? wire.Reasoning) is { Length: > 0 } reasoning) parts.Insert(0, new ReasoningPart(reasoning));
                if (wire.Refusal is { Length: > 0 } refusal) parts.Add(new TextPart(refusal));
                foreach (var call in wire.ToolCalls ?? [])
                    parts.Add(new ToolCallPart(call.Id ?? "", call.Function?.Name ?? "", call.Function?.Arguments ?? ""));
                messages.Add(new ChatMessage(ChatRole.Assistant, parts));
                break;
            case "tool" or "function":
                var result = new ToolResultPart(wire.ToolCallId ?? wire.Name ?? "", parts, Name: wire.Name);
                if (messages.Count > 0 && messages[^1] is { Role: ChatRole.User } last && last.Parts.All(part => part is ToolResultPart))
                    messages[^1] = last with { Parts = [.. last.Parts, result] };
                else messages.Add(new ChatMessage(ChatRole.User, [result]));
                break;
            case "user":
                messages.Add(new ChatMessage(ChatRole.User, parts));
                break;
            default:
                throw new RequestFormatException("'messages[].role' must be system, developer, user, assistant or tool.");
        }
    }

    private static List<ChatPart> Parts(TextOrParts<OpenAIPart>? content, Action<string> onDropped)
    {
        if (content?.Text is { } text) return text.Length == 0 ? [] : [new TextPart(text)];
        var parts = new List<ChatPart>();
        foreach (var part in content?.Parts ?? [])
        {
            if (part.Type is "text" && part.Text is { } words) parts.Add(new TextPart(words));
            else if (part.Type is "refusal" && part.Refusal is { } refusal) parts.Add(new TextPart(refusal));
            else if (part.Type is "image_url" && part.ImageUrl?.Url is { } url) parts.Add(DataAddress.Image(url, part.ImageUrl.Detail));
            else onDropped($"messages[].content[{part.Type ?? "?"}]");
        }

        return parts;
    }

    private static ToolDefinition? Tool(OpenAITool tool, Action<string> onDropped)
    {
        if (tool.Function is { Name: { } name } function) return new ToolDefinition(name, function.Description, function.Parameters?.Text, function.Strict);
        onDropped($"tools[{tool.Type ?? "?"}]");
        return null;
    }

    private static ToolChoice Choice(RawJson? raw, Action<string> onDropped)
    {
        if (raw is null) return ToolChoice.Auto;
        using var json = JsonDocument.Parse(raw.Value.Text);
        if (json.RootElement.ValueKind == JsonValueKind.String)
            return json.RootElement.GetString() switch
            {
                "none" => new ToolChoice(ToolChoiceKind.None),
                "required" => new ToolChoice(ToolChoiceKind.Required),
                _ => ToolChoice.Auto,
            };
        if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("function", out var function)
            && function.ValueKind == JsonValueKind.Object && function.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String)
            return new ToolChoice(ToolChoiceKind.Named, name.GetString());
        if (json.RootElement.ValueKind != JsonValueKind.Null) onDropped("tool_choice");
        return ToolChoice.Auto;
    }

    private static ResponseFormat? Format(OpenAIResponseFormat? format) => format?.Type switch
    {
        "json_schema" => new ResponseFormat(format.JsonSchema?.Schema?.Text, format.JsonSchema?.Name, format.JsonSchema?.Strict),
        "json_object" => new ResponseFormat(null),
        _ => null,
    };

    private static IReadOnlyList<string> Stops(RawJson raw)
    {
        using var json = JsonDocument.Parse(raw.Text);
        return json.RootElement.ValueKind switch
        {
            JsonValueKind.String => [json.RootElement.GetString()!],
            JsonValueKind.Array => [.. json.RootElement.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
            _ => [],
        };
    }

    private static ReasoningEffort? Effort(string? word, Action<string> onDropped)
    {
        ReasoningEffort? effort = word switch
        {
            "none" => ReasoningEffort.None,
            "minimal" => ReasoningEffort.Minimal,
            "low" => ReasoningEffort.Low,
            "medium" => ReasoningEffort.Medium,
            "high" => ReasoningEffort.High,
            "xhigh" => ReasoningEffort.ExtraHigh,
            _ => null,
        };
        if (effort is null && word is not null) onDropped("reasoning_effort");
        return effort;
    }
}
