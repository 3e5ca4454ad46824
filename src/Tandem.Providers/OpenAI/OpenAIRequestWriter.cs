using System.Text.Json;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;
using Tandem.Routing;

namespace Tandem.Providers.OpenAI;

/// <summary>A canonical request as a chat completions request.</summary>
internal static class OpenAIRequestWriter
{
    public static OpenAIRequest Write(ChatRequest chat, ModelOptions model, AttemptContext attempt)
    {
        var limit = Math.Min(chat.MaxOutputTokens ?? attempt.MaxOutputTokens, attempt.MaxOutputTokens);
        var ownServer = model.Provider == ProviderKind.OpenAICompatible; // The newer field's name is not known everywhere.
        var reasons = (model.Supports & Capabilities.Reasoning) != 0;
        if (chat.Reasoning is not null && !reasons) attempt.OnDropped("reasoning_effort");
        if (chat.ReasoningTokens is not null && chat.Reasoning is null) attempt.OnDropped("thinking.budget_tokens");
        if (chat.TopK is not null && !ownServer) attempt.OnDropped("top_k");
        return new OpenAIRequest
        {
            Model = model.UpstreamName,
            Messages = [.. Messages(chat)],
            Tools = chat.Tools.Count == 0 ? null : [.. chat.Tools.Select(Tool)],
            ToolChoice = Choice(chat),
            ParallelToolCalls = chat.Tools.Count == 0 ? null : chat.ParallelToolCalls,
            ResponseFormat = Format(chat.Format),
            Stream = true,
            StreamOptions = new OpenAIStreamOptions(true),
            MaxTokens = ownServer ? limit : null,
            MaxCompletionTokens = ownServer ? null : limit,
            Temperature = chat.Temperature,
            TopP = chat.TopP,
            TopK = ownServer ? chat.TopK : null,
            FrequencyPenalty = chat.FrequencyPenalty,
            PresencePenalty = chat.PresencePenalty,
            Seed = chat.Seed,
            Stop = chat.Stop.Count == 0 ? null : new RawJson(JsonSerializer.Serialize([.. chat.Stop], OpenAIJson.Default.ListString)),
            ReasoningEffort = reasons ? Effort(chat.Reasoning) : null,
            User = chat.User,
        };
    }

    private static IEnumerable<OpenAIMessage> Messages(ChatRequest chat)
    {
        if (chat.System.Count > 0) yield return new OpenAIMessage { Role = "system", Content = Content(chat.System) };
        foreach (var message in chat.Messages)
        {
            if (message.Role == ChatRole.Developer) yield return new OpenAIMessage { Role = "system", Content = Content(message.Parts) };
            if (message.Role == ChatRole.Assistant) yield return Assistant(message);
            if (message.Role != ChatRole.User) continue;
            foreach (var result in message.Parts.OfType<ToolResultPart>())
                yield return new OpenAIMessage { Role = "tool", ToolCallId = result.CallId, Content = new() { Text = ResultText(result) } };
            List<ChatPart> rest = [.. message.Parts.Where(part => part is not ToolResultPart)];
            rest.AddRange(message.Parts.OfType<ToolResultPart>().SelectMany(result => result.Content.OfType<ImagePart>())); // A tool message holds text only.
            if (rest.Count > 0 || message.Parts.Count == 0) yield return new OpenAIMessage { Role = "user", Content = Content(rest) };
        }
    }

    private static OpenAIMessage Assistant(ChatMessage message)
    {
        var text = message.Parts.OfType<TextPart>().ToList();
        var calls = message.Parts.OfType<ToolCallPart>().ToList();
        var reasoning = string.Concat(message.Parts.OfType<ReasoningPart>().Select(part => part.Text));
        return new OpenAIMessage
        {
            Role = "assistant",
            Content = text.Count > 0 ? Content([.. text]) : calls.Count > 0 ? null : new() { Text = "" },
            ReasoningContent = reasoning.Length > 0 ? reasoning : null,
            ToolCalls = calls.Count == 0 ? null : [.. calls.Select(call => new OpenAIToolCall { Id = call.Id, Type = "function", Function = new(call.Name, call.Arguments) })],
        };
    }

    private static TextOrParts<OpenAIPart> Content(IReadOnlyList<ChatPart> parts)
    {
        if (parts.Count == 0) return new() { Text = "" };
        if (parts is [TextPart only]) return new() { Text = only.Text };
        return new()
        {
            Parts =
            [
                .. parts.Select(part => part switch
                {
                    TextPart text => new OpenAIPart { Type = "text", Text = text.Text },
                    ImagePart image => new OpenAIPart { Type = "image_url", ImageUrl = new OpenAIImageUrl(DataAddress.Of(image), image.Detail) },
                    _ => null,
                }).OfType<OpenAIPart>(),
            ],
        };
    }

    private static string ResultText(ToolResultPart result)
    {
        var text = string.Join('\n', result.Content.OfType<TextPart>().Select(part => part.Text));
        return result.IsError && !text.StartsWith("error", StringComparison.OrdinalIgnoreCase) ? "Error: " + text : text; // The dialect has no other place for it.
    }

    private static OpenAITool Tool(ToolDefinition tool) => new("function", new OpenAIFunction(
        tool.Name, tool.Description, tool.ParametersSchema is { } schema ? new RawJson(schema) : null, tool.Strict));

    private static RawJson? Choice(ChatRequest chat) => chat.Tools.Count == 0 ? null : chat.ToolChoice.Kind switch
    {
        ToolChoiceKind.None => new RawJson("\"none\""),
        ToolChoiceKind.Required => new RawJson("\"required\""),
        ToolChoiceKind.Named => new RawJson("{\"type\":\"function\",\"function\":{\"name\":" + BodySplice.Quote(chat.ToolChoice.Name ?? "") + "}}"),
        _ => null,
    };

    private static OpenAIResponseFormat? Format(ResponseFormat? format) => format switch
    {
        null => null,
        { Schema: null } => new OpenAIResponseFormat("json_object"),
        { Schema: { } schema } => new OpenAIResponseFormat("json_schema", new OpenAIJsonSchema(format.Name ?? "answer", new RawJson(schema), format.Strict)),
    };

    private static string? Effort(ReasoningEffort? effort) => effort switch
    {
        ReasoningEffort.None => "none",
        ReasoningEffort.Minimal => "minimal",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        ReasoningEffort.ExtraHigh => "xhigh",
        _ => null,
    };
}
