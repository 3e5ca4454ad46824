using System.Text.Encodings.Web;
using System.Text.Json;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;
using Tandem.Routing;

namespace Tandem.Providers.Google;

/// <summary>A canonical request as a generateContent request.</summary>
internal static class GoogleRequestWriter
{
    public static GoogleRequest Write(ChatRequest chat, ModelOptions model, AttemptContext attempt)
    {
        if (chat.User is not null) attempt.OnDropped("user");
        if (chat.ParallelToolCalls is not null && chat.Tools.Count > 0) attempt.OnDropped("parallel_tool_calls");
        var names = ToolNames.ById(chat);
        return new GoogleRequest
        {
            SystemInstruction = chat.System.Count == 0 ? null : new GoogleContent { Parts = [.. Parts(chat.System, names)] },
            Contents = [.. Merged(chat, names)],
            Tools = chat.Tools.Count == 0 ? null : [new GoogleTool { FunctionDeclarations = [.. chat.Tools.Select(Tool)] }],
            ToolConfig = Choice(chat),
            GenerationConfig = new GoogleGenerationConfig
            {
                MaxOutputTokens = Math.Min(chat.MaxOutputTokens ?? attempt.MaxOutputTokens, attempt.MaxOutputTokens),
                Temperature = chat.Temperature,
                TopP = chat.TopP,
                TopK = chat.TopK,
                FrequencyPenalty = chat.FrequencyPenalty,
                PresencePenalty = chat.PresencePenalty,
                Seed = chat.Seed,
                StopSequences = chat.Stop.Count == 0 ? null : chat.Stop,
                ResponseMimeType = chat.Format is null ? null : "application/json",
                ResponseJsonSchema = chat.Format?.Schema is { } schema ? new RawJson(schema) : null,
                ThinkingConfig = Thinking(chat, model, attempt.OnDropped),
            },
        };
    }

    /// <summary>Turns alternate: what stands beside its like is joined.</summary>
    private static List<GoogleContent> Merged(ChatRequest chat, IReadOnlyDictionary<string, string> names)
    {
        var merged = new List<GoogleContent>();
        foreach (var message in chat.Messages)
        {
            var role = message.Role == ChatRole.Assistant ? "model" : "user";
            List<GooglePart> parts = [.. Parts(message.Parts, names)];
            if (parts.Count == 0) continue;
            if (merged.Count > 0 && merged[^1].Role == role) merged[^1] = merged[^1] with { Parts = [.. merged[^1].Parts!, .. parts] };
            else merged.Add(new GoogleContent { Role = role, Parts = parts });
        }

        return merged;
    }

    private static IEnumerable<GooglePart> Parts(IReadOnlyList<ChatPart> parts, IReadOnlyDictionary<string, string> names)
    {
        string? signature = null;
        foreach (var part in parts)
        {
            switch (part)
            {
                case ReasoningPart { Signature: { } given } reasoning when given.StartsWith(GoogleFinish.SignaturePrefix, StringComparison.Ordinal):
                    signature = given[GoogleFinish.SignaturePrefix.Length..];
                    if (reasoning.Text.Length == 0) continue; // It belongs to the part that follows.
                    yield return new GooglePart { Text = reasoning.Text, Thought = true, ThoughtSignature = signature };
                    break;
                case TextPart { Text.Length: > 0 } text:
                    yield return new GooglePart { Text = text.Text, ThoughtSignature = signature };
                    break;
                case ImagePart { Url: { } address } image:
                    yield return new GooglePart { FileData = new GoogleFile(image.MediaType.Length > 0 ? image.MediaType : null, address) };
                    break;
                case ImagePart image:
                    yield return new GooglePart
                    {
                        InlineData = new GoogleBlob(image.MediaType.Length > 0 ? image.MediaType : DataAddress.TypeOf(image.Data.Span), Convert.ToBase64String(image.Data.Span)),
                    };
                    break;
                case ToolCallPart call:
                    yield return new GooglePart { FunctionCall = new(call.Name, WireJson.ArgumentsObject(call.Arguments), call.Id), ThoughtSignature = signature };
                    break;
                case ToolResultPart result:
                    yield return new GooglePart { FunctionResponse = new(ToolNames.Of(result, names), Response(result), result.CallId) };
                    foreach (var image in Parts([.. result.Content.OfType<ImagePart>()], names)) yield return image;
                    break;
            }

            signature = null;
        }
    }

    private static RawJson Response(ToolResultPart result)
    {
        var text = string.Join('\n', result.Content.OfType<TextPart>().Select(part => part.Text));
        return new RawJson($"{{\"{(result.IsError ? "error" : "result")}\":\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"}}");
    }

    private static GoogleFunction Tool(ToolDefinition tool) => new()
    {
        Name = tool.Name, Description = tool.Description, ParametersJsonSchema = tool.ParametersSchema is { } schema ? new RawJson(schema) : null,
    };

    private static GoogleToolConfig? Choice(ChatRequest chat) => chat.Tools.Count == 0 ? null : chat.ToolChoice.Kind switch
    {
        ToolChoiceKind.None => new(new GoogleCallingConfig("NONE")),
        ToolChoiceKind.Required => new(new GoogleCallingConfig("ANY")),
        ToolChoiceKind.Named => new(new GoogleCallingConfig("ANY", [chat.ToolChoice.Name ?? ""])),
        _ => null,
    };

    private static GoogleThinkingConfig? Thinking(ChatRequest chat, ModelOptions model, Action<string> onDropped)
    {
        if (chat.Reasoning is null && chat.ReasoningTokens is null) return null;
        if ((model.Supports & Capabilities.Reasoning) == 0)
        {
            if (chat.Reasoning != ReasoningEffort.None) onDropped("reasoning_effort");
            return null;
        }

        var budget = chat.ReasoningTokens ?? chat.Reasoning switch
        {
            ReasoningEffort.None => 0,
            ReasoningEffort.Minimal or ReasoningEffort.Low => 1_024,
            ReasoningEffort.Medium => 8_192,
            _ => 24_576,
        };
        return new GoogleThinkingConfig { ThinkingBudget = budget, IncludeThoughts = budget > 0 };
    }
}
