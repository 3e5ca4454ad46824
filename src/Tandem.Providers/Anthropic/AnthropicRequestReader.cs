using Tandem.Providers.Chat;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Anthropic;

/// <summary>A messages request as a canonical one.</summary>
internal static class AnthropicRequestReader
{
    public static ChatRequest Read(ReadOnlySpan<byte> body, Action<string> onDropped)
    {
        var wire = WireJson.ReadRequest(body, AnthropicJson.Default.AnthropicRequest);
        foreach (var name in wire.Other?.Keys ?? Enumerable.Empty<string>()) onDropped(name);
        return new ChatRequest
        {
            Model = wire.Model ?? "auto",
            System = Parts(wire.System, onDropped),
            Messages = [.. (wire.Messages ?? []).Select(message => Message(message, onDropped))],
            Tools = [.. (wire.Tools ?? []).Select(tool => Tool(tool, onDropped)).OfType<ToolDefinition>()],
            ToolChoice = wire.ToolChoice?.Type switch
            {
                "none" => new ToolChoice(ToolChoiceKind.None),
                "any" => new ToolChoice(ToolChoiceKind.Required),
                "tool" => new ToolChoice(ToolChoiceKind.Named, wire.ToolChoice.Name),
                _ => ToolChoice.Auto,
            },
            ParallelToolCalls = wire.ToolChoice?.DisableParallelToolUse is { } disabled ? !disabled : null,
            Format = wire.OutputConfig?.Format is { Schema: { } schema } ? new ResponseFormat(schema.Text) : null,
            Stream = wire.Stream == true,
            MaxOutputTokens = wire.MaxTokens,
            Temperature = wire.Temperature,
            TopP = wire.TopP,
            TopK = wire.TopK,
            Stop = wire.StopSequences ?? [],
            Reasoning = Effort(wire),
            ReasoningTokens = wire.Thinking?.BudgetTokens,
            User = wire.Metadata?.UserId,
        };
    }

    private static ChatMessage Message(AnthropicMessage wire, Action<string> onDropped) => new(wire.Role switch
    {
        "user" => ChatRole.User,
        "assistant" => ChatRole.Assistant,
        "system" => ChatRole.Developer, // Mid-conversation instructions, as Claude Code sends them.
        _ => throw new RequestFormatException("'messages[].role' must be user, assistant or system."),
    }, Parts(wire.Content, onDropped));

    private static IReadOnlyList<ChatPart> Parts(TextOrParts<AnthropicBlock>? content, Action<string> onDropped)
    {
        if (content?.Text is { } text) return text.Length == 0 ? [] : [new TextPart(text)];
        return [.. (content?.Parts ?? []).Select(block => Part(block, onDropped)).OfType<ChatPart>()];
    }

    private static ChatPart? Part(AnthropicBlock block, Action<string> onDropped)
    {
        ChatPart? part = block.Type switch
        {
            "text" => new TextPart(block.Text ?? ""),
            "image" when block.Source is { Type: "url", Url: { } url } => new ImagePart("", default, url),
            "image" when block.Source is { Data: { } data } => new ImagePart(block.Source.MediaType ?? "image/png", DataAddress.Bytes(data)),
            "tool_use" => new ToolCallPart(block.Id ?? "", block.Name ?? "", block.Input?.Text ?? "{}"),
            "tool_result" => new ToolResultPart(block.ToolUseId ?? "", Parts(block.Content, onDropped), block.IsError == true),
            "thinking" => new ReasoningPart(block.Thinking ?? "", string.IsNullOrEmpty(block.Signature) ? null : block.Signature),
            "redacted_thinking" => new ReasoningPart("", Redacted: block.Data),
            _ => null,
        };
        if (part is null) onDropped($"messages[].content[{block.Type ?? "?"}]");
        return part is null || block.CacheControl is null ? part : part with { Cache = new CacheMark(block.CacheControl.Ttl) };
    }

    private static ToolDefinition? Tool(AnthropicTool tool, Action<string> onDropped)
    {
        if (tool is { Type: null or "custom", Name: not null })
            return new ToolDefinition(tool.Name, tool.Description, tool.InputSchema?.Text, tool.Strict)
            {
                Cache = tool.CacheControl is null ? null : new CacheMark(tool.CacheControl.Ttl),
            };
        onDropped($"tools[{tool.Type ?? "?"}]");
        return null;
    }

    private static ReasoningEffort? Effort(AnthropicRequest wire) => wire.Thinking?.Type switch
    {
        "disabled" => ReasoningEffort.None,
        "enabled" when wire.Thinking.BudgetTokens is { } budget => budget <= 2_048 ? ReasoningEffort.Low : budget <= 12_000 ? ReasoningEffort.Medium : ReasoningEffort.High,
        _ => wire.OutputConfig?.Effort switch
        {
            "low" => ReasoningEffort.Low,
            "medium" => ReasoningEffort.Medium,
            "high" => ReasoningEffort.High,
            "xhigh" or "max" => ReasoningEffort.ExtraHigh,
            _ => null,
        },
    };
}
