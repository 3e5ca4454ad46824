using System.Text.Json;
using Microsoft.Extensions.AI;
using Tandem.Providers.Chat;
using AI = Microsoft.Extensions.AI;

namespace Tandem.Providers.Embedded;

/// <summary>A canonical request in the terms of the embedded engine.</summary>
internal static class LlamaRequest
{
    public static IEnumerable<AI.ChatMessage> Messages(ChatRequest chat)
    {
        if (chat.System.Count > 0)
            yield return new AI.ChatMessage(AI.ChatRole.System, Text(chat.System));
        foreach (var message in chat.Messages)
        {
            var results = message.Parts.OfType<ToolResultPart>().ToList();
            if (results.Count > 0)
                yield return new AI.ChatMessage(AI.ChatRole.Tool, [.. results.Select(result => new FunctionResultContent(result.CallId, Text(result.Content)))]);
            var contents = message.Parts.Select(Content).OfType<AIContent>().ToList();
            if (contents.Count > 0)
                yield return new AI.ChatMessage(Role(message.Role), contents);
        }
    }

    public static ChatOptions Options(ChatRequest chat, AttemptContext attempt) => new()
    {
        MaxOutputTokens = Math.Min(chat.MaxOutputTokens ?? attempt.MaxOutputTokens, attempt.MaxOutputTokens),
        Temperature = (float?)chat.Temperature,
        TopP = (float?)chat.TopP,
        TopK = chat.TopK,
        Seed = chat.Seed,
        StopSequences = [.. chat.Stop],
        Tools = chat.Tools.Count == 0 ? null : [.. chat.Tools.Select(Declare)],
        ToolMode = chat.ToolChoice.Kind switch
        {
            ToolChoiceKind.None => ChatToolMode.None,
            ToolChoiceKind.Required => ChatToolMode.RequireAny,
            ToolChoiceKind.Named => ChatToolMode.RequireSpecific(chat.ToolChoice.Name!),
            _ => ChatToolMode.Auto,
        },
        ResponseFormat = chat.Format is null ? null
            : chat.Format.Schema is { } schema ? ChatResponseFormat.ForJsonSchema(Parse(schema), chat.Format.Name) : ChatResponseFormat.Json,
    };

    private static AITool Declare(ToolDefinition tool) =>
        AIFunctionFactory.CreateDeclaration(tool.Name, tool.Description, Parse(tool.ParametersSchema ?? """{"type":"object","properties":{}}"""));

    private static AIContent? Content(ChatPart part) => part switch
    {
        TextPart text => new TextContent(text.Text),
        ToolCallPart call => new FunctionCallContent(call.Id, call.Name, Parse(call.Arguments).EnumerateObject().ToDictionary(one => one.Name, one => (object?)one.Value)),
        _ => null, // Images are refused by eligibility; reasoning of other models means nothing to this one.
    };

    private static AI.ChatRole Role(Chat.ChatRole role) => role switch
    {
        Chat.ChatRole.Assistant => AI.ChatRole.Assistant,
        Chat.ChatRole.Developer => AI.ChatRole.System,
        _ => AI.ChatRole.User,
    };

    private static string Text(IEnumerable<ChatPart> parts) => string.Join('\n', parts.OfType<TextPart>().Select(part => part.Text));

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
