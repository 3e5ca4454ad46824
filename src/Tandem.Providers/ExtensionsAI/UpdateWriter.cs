using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Tandem.Providers.Chat;
using Tandem.Routing.Prices;
using AIChatRole = Microsoft.Extensions.AI.ChatRole;

namespace Tandem.Providers.ExtensionsAI;

/// <summary>Canonical events as updates of Microsoft.Extensions.AI; a tool call becomes one content, when its arguments are whole.</summary>
internal sealed class UpdateWriter
{
    private readonly List<(ToolCallStartedEvent Start, StringBuilder Arguments)> calls = [];
    private string? id;
    private string? model;

    public IEnumerable<ChatResponseUpdate> Write(ChatEvent piece)
    {
        switch (piece)
        {
            case StartedEvent started:
                (id, model) = (started.Id, started.Model);
                break;
            case TextEvent text:
                yield return Update(new TextContent(text.Text));
                break;
            case ReasoningEvent reasoning:
                yield return Update(new TextReasoningContent(reasoning.Text));
                break;
            case ReasoningSignatureEvent signature:
                yield return Update(new TextReasoningContent("") { ProtectedData = signature.Signature ?? signature.Redacted });
                break;
            case ToolCallStartedEvent call:
                calls.Add((call, new StringBuilder()));
                break;
            case ToolCallArgumentsEvent arguments when arguments.Index < calls.Count:
                calls[arguments.Index].Arguments.Append(arguments.Fragment);
                break;
            case UsageEvent usage:
                yield return Update(new UsageContent(Details(usage.Usage)));
                break;
            case FinishedEvent finished:
                foreach (var (call, arguments) in calls) yield return Update(Call(call, arguments.ToString()));
                var last = Update();
                last.FinishReason = Finish(finished.Reason);
                yield return last;
                break;
        }
    }

    private ChatResponseUpdate Update(params AIContent[] contents) => new(AIChatRole.Assistant, contents) { ResponseId = id, MessageId = id, ModelId = model };

    private static FunctionCallContent Call(ToolCallStartedEvent call, string arguments) => FunctionCallContent.CreateFromParsedArguments(
        arguments.Length == 0 ? "{}" : arguments, call.Id, call.Name,
        static text => (IDictionary<string, object?>?)JsonSerializer.Deserialize(text, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IDictionary<string, object?>))));

    private static ChatFinishReason Finish(FinishReason reason) => reason switch
    {
        FinishReason.Length => ChatFinishReason.Length,
        FinishReason.ToolCalls => ChatFinishReason.ToolCalls,
        FinishReason.ContentFilter or FinishReason.Refusal => ChatFinishReason.ContentFilter,
        _ => ChatFinishReason.Stop,
    };

    private static UsageDetails Details(TokenUsage usage) => new()
    {
        InputTokenCount = usage.InputTokens, OutputTokenCount = usage.OutputTokens, TotalTokenCount = usage.TotalTokens,
        CachedInputTokenCount = usage.CachedInputTokens, ReasoningTokenCount = usage.ReasoningTokens,
    };
}
