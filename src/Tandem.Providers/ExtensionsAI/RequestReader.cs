using System.Text.Json;
using Microsoft.Extensions.AI;
using Tandem.Providers.Chat;
using AIChatMessage = Microsoft.Extensions.AI.ChatMessage;
using AIChatRole = Microsoft.Extensions.AI.ChatRole;
using ChatMessage = Tandem.Providers.Chat.ChatMessage;
using ChatRole = Tandem.Providers.Chat.ChatRole;

namespace Tandem.Providers.ExtensionsAI;

/// <summary>Messages and options of Microsoft.Extensions.AI as a canonical request.</summary>
internal static class RequestReader
{
    public static ChatRequest Read(IEnumerable<AIChatMessage> given, ChatOptions? options, string model)
    {
        var system = new List<ChatPart>();
        var messages = new List<ChatMessage>();
        if (options?.Instructions is { Length: > 0 } instructions) system.Add(new TextPart(instructions));
        foreach (var message in given)
        {
            List<ChatPart> parts = [.. message.Contents.Select(Part).OfType<ChatPart>()];
            if (message.Role == AIChatRole.System && messages.Count == 0) system.AddRange(parts);
            else messages.Add(new ChatMessage(
                message.Role == AIChatRole.Assistant ? ChatRole.Assistant : message.Role == AIChatRole.System ? ChatRole.Developer : ChatRole.User, parts));
        }

        return new ChatRequest
        {
            Model = options?.ModelId ?? model,
            System = system,
            Messages = messages,
            Tools = [.. (options?.Tools ?? []).OfType<AIFunctionDeclaration>().Select(tool => new ToolDefinition(tool.Name, tool.Description, tool.JsonSchema.GetRawText()))],
            ToolChoice = options?.ToolMode switch
            {
                NoneChatToolMode => new ToolChoice(ToolChoiceKind.None),
                RequiredChatToolMode { RequiredFunctionName: { } name } => new ToolChoice(ToolChoiceKind.Named, name),
                RequiredChatToolMode => new ToolChoice(ToolChoiceKind.Required),
                _ => ToolChoice.Auto,
            },
            ParallelToolCalls = options?.AllowMultipleToolCalls,
            Format = options?.ResponseFormat is ChatResponseFormatJson json ? new ResponseFormat(json.Schema?.GetRawText(), json.SchemaName) : null,
            MaxOutputTokens = options?.MaxOutputTokens,
            Temperature = options?.Temperature,
            TopP = options?.TopP,
            TopK = options?.TopK,
            FrequencyPenalty = options?.FrequencyPenalty,
            PresencePenalty = options?.PresencePenalty,
            Seed = options?.Seed,
            Stop = [.. options?.StopSequences ?? []],
        };
    }

    private static ChatPart? Part(AIContent content) => content switch
    {
        TextReasoningContent reasoning => new ReasoningPart(reasoning.Text, reasoning.ProtectedData),
        TextContent text => new TextPart(text.Text),
        DataContent data when data.HasTopLevelMediaType("image") => new ImagePart(data.MediaType, data.Data),
        UriContent image when image.HasTopLevelMediaType("image") => new ImagePart(image.MediaType, default, image.Uri.AbsoluteUri),
        FunctionCallContent call => new ToolCallPart(call.CallId, call.Name, Arguments(call.Arguments)),
        FunctionResultContent result => new ToolResultPart(result.CallId, [new TextPart(Text(result.Result))], result.Exception is not null),
        _ => null,
    };

    private static string Arguments(IDictionary<string, object?>? arguments) =>
        arguments is null ? "{}" : JsonSerializer.Serialize(arguments, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IDictionary<string, object?>)));

    private static string Text(object? result) => result switch
    {
        null => "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
        TextContent content => content.Text,
        _ => JsonSerializer.Serialize(result, AIJsonUtilities.DefaultOptions.GetTypeInfo(result.GetType())),
    };
}
