using Tandem.Providers.Chat;
using Tandem.Providers.Wire;
using Tandem.Routing;

namespace Tandem.Providers.Anthropic;

/// <summary>A canonical request as a messages request.</summary>
internal static class AnthropicRequestWriter
{
    private const int LeastBudget = 1_024; // The API refuses less.

    public static AnthropicRequest Write(ChatRequest chat, ModelOptions model, AttemptContext attempt)
    {
        foreach (var name in Dropped(chat)) attempt.OnDropped(name);
        var limit = Math.Min(chat.MaxOutputTokens ?? attempt.MaxOutputTokens, attempt.MaxOutputTokens);
        var thinking = Thinking(chat, model, limit, attempt.OnDropped);
        var thinks = thinking?.Type == "enabled";
        if (thinks && chat.Temperature is not null) attempt.OnDropped("temperature"); // Not allowed beside thinking.
        if (thinks && chat.TopK is not null) attempt.OnDropped("top_k");
        return new AnthropicRequest
        {
            Model = model.UpstreamName,
            MaxTokens = limit,
            System = chat.System.Count == 0 ? null : Content(chat.System),
            Messages = [.. Merged(chat.Messages).Select(Message)],
            Tools = chat.Tools.Count == 0 ? null : [.. chat.Tools.Select(Tool)],
            ToolChoice = Choice(chat, thinks, attempt.OnDropped),
            Stream = true,
            Temperature = thinks || chat.Temperature is null ? null : Math.Min(1, chat.Temperature.Value), // This dialect ends at 1, OpenAI's at 2.
            TopP = thinks ? null : chat.TopP,
            TopK = thinks ? null : chat.TopK,
            StopSequences = chat.Stop.Count == 0 ? null : chat.Stop,
            Thinking = thinking,
            OutputConfig = chat.Format?.Schema is { } schema ? new AnthropicOutputConfig(Format: new AnthropicOutputFormat("json_schema", new RawJson(schema))) : null,
            Metadata = chat.User is null ? null : new AnthropicMetadata(chat.User),
        };
    }

    private static IEnumerable<string> Dropped(ChatRequest chat)
    {
        if (chat.FrequencyPenalty is not null) yield return "frequency_penalty";
        if (chat.PresencePenalty is not null) yield return "presence_penalty";
        if (chat.Seed is not null) yield return "seed";
        if (chat.Format is { Schema: null }) yield return "response_format";
    }

    private static AnthropicThinking? Thinking(ChatRequest chat, ModelOptions model, int limit, Action<string> onDropped)
    {
        if (chat.Reasoning is null && chat.ReasoningTokens is null) return null;
        if (chat.Reasoning == ReasoningEffort.None) return null;
        var budget = chat.ReasoningTokens ?? chat.Reasoning switch
        {
            ReasoningEffort.Minimal or ReasoningEffort.Low => LeastBudget,
            ReasoningEffort.Medium => 4_096,
            ReasoningEffort.ExtraHigh => 32_768,
            _ => 16_384,
        };
        budget = Math.Min(budget, limit - LeastBudget); // Thinking is paid out of the output's limit, and an answer must fit behind it.
        if ((model.Supports & Capabilities.Reasoning) != 0 && budget >= LeastBudget && !InUnsignedToolLoop(chat)) return new AnthropicThinking("enabled", budget);
        onDropped("reasoning_effort");
        return null;
    }

    /// <summary>With thinking on, the API demands the signed thinking of the turn whose tool results come back; another model's turn has none.</summary>
    private static bool InUnsignedToolLoop(ChatRequest chat)
    {
        var last = chat.Messages.LastOrDefault(message => message.Role == ChatRole.Assistant);
        return chat.Messages.Count > 0 && chat.Messages[^1].Parts.Any(part => part is ToolResultPart)
            && last?.Parts.Any(part => part is ReasoningPart { Signature: not null } or ReasoningPart { Redacted: not null }) != true;
    }

    /// <summary>Turns must alternate: what stands beside its like is joined. Developer text stands in a user turn.</summary>
    private static List<ChatMessage> Merged(IReadOnlyList<ChatMessage> messages)
    {
        var merged = new List<ChatMessage>();
        foreach (var message in messages)
        {
            var role = message.Role == ChatRole.Assistant ? ChatRole.Assistant : ChatRole.User;
            if (message.Parts.Count == 0) continue;
            if (merged.Count > 0 && merged[^1].Role == role) merged[^1] = merged[^1] with { Parts = [.. merged[^1].Parts, .. message.Parts] };
            else merged.Add(message with { Role = role });
        }

        return merged;
    }

    private static AnthropicMessage Message(ChatMessage message) =>
        new() { Role = message.Role == ChatRole.Assistant ? "assistant" : "user", Content = Content(ResultsFirst(message)) };

    /// <summary>Tool results must stand before any text of their turn.</summary>
    private static IReadOnlyList<ChatPart> ResultsFirst(ChatMessage message) =>
        message.Parts.Any(part => part is ToolResultPart)
            ? [.. message.Parts.Where(part => part is ToolResultPart), .. message.Parts.Where(part => part is not ToolResultPart)]
            : message.Parts;

    private static TextOrParts<AnthropicBlock> Content(IReadOnlyList<ChatPart> parts) =>
        parts is [TextPart { Cache: null } only] ? new() { Text = only.Text } : new() { Parts = [.. parts.Select(Block).OfType<AnthropicBlock>()] };

    private static AnthropicBlock? Block(ChatPart part)
    {
        AnthropicBlock? block = part switch
        {
            TextPart { Text.Length: 0 } => null, // Refused by the API.
            TextPart text => new() { Type = "text", Text = text.Text },
            ImagePart { Url: { } url } => new() { Type = "image", Source = new AnthropicSource("url", Url: url) },
            ImagePart image => new()
            {
                Type = "image",
                Source = new AnthropicSource("base64", image.MediaType.Length > 0 ? image.MediaType : DataAddress.TypeOf(image.Data.Span), Convert.ToBase64String(image.Data.Span)),
            },
            ToolCallPart call => new() { Type = "tool_use", Id = call.Id, Name = call.Name, Input = WireJson.ArgumentsObject(call.Arguments) },
            ToolResultPart result => new() { Type = "tool_result", ToolUseId = result.CallId, Content = Content(result.Content), IsError = result.IsError ? true : null },
            ReasoningPart { Redacted: { } data } => new() { Type = "redacted_thinking", Data = data },
            ReasoningPart { Signature: { } signature } reasoning when !signature.StartsWith("google:", StringComparison.Ordinal) => new() { Type = "thinking", Thinking = reasoning.Text, Signature = signature },
            _ => null, // Reasoning without a signature is refused.
        };
        return block is null || part.Cache is null ? block : block with { CacheControl = new AnthropicCacheControl("ephemeral", part.Cache.TimeToLive) };
    }

    private static AnthropicTool Tool(ToolDefinition tool) => new()
    {
        Name = tool.Name,
        Description = tool.Description,
        InputSchema = new RawJson(tool.ParametersSchema ?? """{"type":"object"}"""),
        Strict = tool.Strict == true ? true : null,
        CacheControl = tool.Cache is null ? null : new AnthropicCacheControl("ephemeral", tool.Cache.TimeToLive),
    };

    private static AnthropicToolChoice? Choice(ChatRequest chat, bool thinks, Action<string> onDropped)
    {
        if (chat.Tools.Count == 0) return null;
        var kind = chat.ToolChoice.Kind;
        if (thinks && kind is (ToolChoiceKind.Required or ToolChoiceKind.Named))
        {
            onDropped("tool_choice"); // Forcing a tool is not allowed beside thinking.
            kind = ToolChoiceKind.Auto;
        }

        bool? serial = chat.ParallelToolCalls == false && kind != ToolChoiceKind.None ? true : null;
        return kind switch
        {
            ToolChoiceKind.None => new AnthropicToolChoice("none"),
            ToolChoiceKind.Required => new AnthropicToolChoice("any", DisableParallelToolUse: serial),
            ToolChoiceKind.Named => new AnthropicToolChoice("tool", chat.ToolChoice.Name, serial),
            _ => serial is null ? null : new AnthropicToolChoice("auto", DisableParallelToolUse: serial),
        };
    }
}
