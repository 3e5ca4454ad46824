using System.Text.Json;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Ollama;

/// <summary>A chat request of Ollama as a canonical one.</summary>
internal static class OllamaRequestReader
{
    public static ChatRequest Read(ReadOnlySpan<byte> body, Action<string> onDropped)
    {
        var wire = WireJson.ReadRequest(body, OllamaJson.Default.OllamaRequest);
        foreach (var name in wire.Other?.Keys ?? Enumerable.Empty<string>()) onDropped(name);
        foreach (var name in wire.Options?.Other?.Keys ?? Enumerable.Empty<string>()) onDropped("options." + name);
        if (wire.Options?.NumCtx is not null) onDropped("options.num_ctx"); // The model's own setting decides.
        var system = new List<ChatPart>();
        var messages = new List<ChatMessage>();
        var ids = new ToolIds();
        foreach (var message in wire.Messages ?? []) Message(message, system, messages, ids);
        return new ChatRequest
        {
            Model = wire.Model ?? "auto",
            System = system,
            Messages = messages,
            Tools =
            [
                .. (wire.Tools ?? []).Select(tool => tool.Function).OfType<OllamaFunction>()
                    .Select(function => new ToolDefinition(function.Name ?? "", function.Description, function.Parameters?.Text)),
            ],
            Format = wire.Format?.Text switch
            {
                null or "\"\"" or "null" => null,
                "\"json\"" => new ResponseFormat(null),
                var schema => new ResponseFormat(schema),
            },
            Stream = wire.Stream != false,
            MaxOutputTokens = wire.Options?.NumPredict is > 0 ? wire.Options.NumPredict : null,
            Temperature = wire.Options?.Temperature,
            TopP = wire.Options?.TopP,
            TopK = wire.Options?.TopK,
            FrequencyPenalty = wire.Options?.FrequencyPenalty,
            PresencePenalty = wire.Options?.PresencePenalty,
            Seed = wire.Options?.Seed,
            Stop = wire.Options?.Stop is { } stop ? Stops(stop) : [],
            Reasoning = wire.Think?.Text switch
            {
                "false" => ReasoningEffort.None,
                "\"low\"" => ReasoningEffort.Low,
                "\"medium\"" or "true" => ReasoningEffort.Medium,
                "\"high\"" => ReasoningEffort.High,
                _ => null,
            },
        };
    }

    private static void Message(OllamaMessage wire, List<ChatPart> system, List<ChatMessage> messages, ToolIds ids)
    {
        var parts = new List<ChatPart>();
        if (!string.IsNullOrEmpty(wire.Thinking)) parts.Add(new ReasoningPart(wire.Thinking));
        if (!string.IsNullOrEmpty(wire.Content)) parts.Add(new TextPart(wire.Content));
        foreach (var image in wire.Images ?? [])
        {
            var bytes = DataAddress.Bytes(image);
            parts.Add(new ImagePart(DataAddress.TypeOf(bytes), bytes));
        }

        foreach (var call in wire.ToolCalls ?? [])
            parts.Add(new ToolCallPart(ids.Call(call.Function?.Name ?? "", call.Id), call.Function?.Name ?? "", call.Function?.Arguments?.Text ?? "{}"));
        switch (wire.Role)
        {
            case "system" when messages.Count == 0:
                system.AddRange(parts);
                break;
            case "system":
                messages.Add(new ChatMessage(ChatRole.Developer, parts));
                break;
            case "assistant":
                messages.Add(new ChatMessage(ChatRole.Assistant, parts));
                break;
            case "tool":
                var result = new ToolResultPart(ids.Result(wire.ToolName, wire.ToolCallId), parts, Name: wire.ToolName);
                if (messages.Count > 0 && messages[^1] is { Role: ChatRole.User } last && last.Parts.All(part => part is ToolResultPart))
                    messages[^1] = last with { Parts = [.. last.Parts, result] };
                else messages.Add(new ChatMessage(ChatRole.User, [result]));
                break;
            case "user":
                messages.Add(new ChatMessage(ChatRole.User, parts));
                break;
            default:
                throw new RequestFormatException("'messages[].role' must be system, user, assistant or tool.");
        }
    }

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
}
