using System.Text.Json;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;
using Tandem.Routing;

namespace Tandem.Providers.Ollama;

/// <summary>A canonical request as a chat request of Ollama.</summary>
internal static class OllamaRequestWriter
{
    /// <exception cref="UpstreamException">An image is given by its address: this dialect has bytes only.</exception>
    public static OllamaRequest Write(ChatRequest chat, ModelOptions model, AttemptContext attempt)
    {
        foreach (var name in Dropped(chat)) attempt.OnDropped(name);
        var limit = Math.Min(chat.MaxOutputTokens ?? attempt.MaxOutputTokens, attempt.MaxOutputTokens);
        var reasons = (model.Supports & Capabilities.Reasoning) != 0;
        if (chat.Reasoning is not (null or ReasoningEffort.None) && !reasons) attempt.OnDropped("reasoning_effort");
        return new OllamaRequest
        {
            Model = model.UpstreamName,
            Messages = [.. Messages(chat)],
            Tools = chat.Tools.Count == 0 || chat.ToolChoice.Kind == ToolChoiceKind.None ? null : [.. chat.Tools.Select(Tool)],
            Format = chat.Format is null ? null : new RawJson(chat.Format.Schema ?? "\"json\""),
            Options = new OllamaOptions
            {
                NumPredict = limit,
                NumCtx = OllamaContext.Size(NativeRequest.TextBytes(chat), limit, model.ContextTokens),
                Temperature = chat.Temperature,
                TopP = chat.TopP,
                TopK = chat.TopK,
                FrequencyPenalty = chat.FrequencyPenalty,
                PresencePenalty = chat.PresencePenalty,
                Seed = chat.Seed,
                Stop = chat.Stop.Count == 0 ? null : new RawJson(JsonSerializer.Serialize([.. chat.Stop], OllamaJson.Default.ListString)),
            },
            Stream = true,
            Think = chat.Reasoning is null || !reasons ? null : new RawJson(chat.Reasoning == ReasoningEffort.None ? "false" : "true"),
        };
    }

    private static IEnumerable<string> Dropped(ChatRequest chat)
    {
        if (chat.User is not null) yield return "user";
        if (chat.ParallelToolCalls is not null && chat.Tools.Count > 0) yield return "parallel_tool_calls";
        if (chat.ToolChoice.Kind is ToolChoiceKind.Required or ToolChoiceKind.Named) yield return "tool_choice";
        if (chat.ReasoningTokens is not null) yield return "thinking.budget_tokens";
    }

    private static IEnumerable<OllamaMessage> Messages(ChatRequest chat)
    {
        var names = ToolNames.ById(chat);
        if (chat.System.Count > 0) yield return new OllamaMessage { Role = "system", Content = Text(chat.System) };
        foreach (var message in chat.Messages)
        {
            foreach (var result in message.Parts.OfType<ToolResultPart>())
                yield return new OllamaMessage
                {
                    Role = "tool", ToolName = ToolNames.Of(result, names), ToolCallId = result.CallId, Content = (result.IsError ? "Error: " : "") + Text(result.Content), Images = Images(result.Content),
                };
            if (message.Role == ChatRole.User && message.Parts.Count > 0 && message.Parts.All(part => part is ToolResultPart)) continue;
            var calls = message.Parts.OfType<ToolCallPart>().ToList();
            var reasoning = string.Concat(message.Parts.OfType<ReasoningPart>().Select(part => part.Text));
            yield return new OllamaMessage
            {
                Role = message.Role switch { ChatRole.Assistant => "assistant", ChatRole.Developer => "system", _ => "user" },
                Content = Text(message.Parts),
                Thinking = reasoning.Length > 0 ? reasoning : null,
                Images = Images(message.Parts),
                ToolCalls = calls.Count == 0 ? null : [.. calls.Select(call => new OllamaToolCall { Id = call.Id, Function = new(call.Name, WireJson.ArgumentsObject(call.Arguments)) })],
            };
        }
    }

    private static string Text(IReadOnlyList<ChatPart> parts) => string.Join('\n', parts.OfType<TextPart>().Select(part => part.Text));

    private static IReadOnlyList<string>? Images(IReadOnlyList<ChatPart> parts)
    {
        var images = parts.OfType<ImagePart>().ToList();
        if (images.Exists(image => image.Url is not null))
            throw new UpstreamException(UpstreamError.InvalidRequest, "Ollama takes images as bytes only; send the image itself or use a model of another provider.");
        return images.Count == 0 ? null : [.. images.Select(image => Convert.ToBase64String(image.Data.Span))];
    }

    private static OllamaTool Tool(ToolDefinition tool) =>
        new("function", new OllamaFunction(tool.Name, tool.Description, new RawJson(tool.ParametersSchema ?? """{"type":"object","properties":{}}""")));
}
