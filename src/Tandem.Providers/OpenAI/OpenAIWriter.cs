using System.Buffers;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;
using Tandem.Routing.Prices;

namespace Tandem.Providers.OpenAI;

/// <summary>Writes chat completion chunks.</summary>
internal sealed class OpenAIWriter(AnswerHead head) : AnswerWriter
{
    private bool began;

    public override void Write(ChatEvent piece, IBufferWriter<byte> output)
    {
        if (!began)
        {
            began = true;
            Delta(output, new OpenAIMessage { Role = "assistant", Content = new() { Text = "" } });
        }

        switch (piece)
        {
            case TextEvent text:
                Delta(output, new OpenAIMessage { Content = new() { Text = text.Text } });
                break;
            case ReasoningEvent reasoning:
                Delta(output, new OpenAIMessage { ReasoningContent = reasoning.Text });
                break;
            case ToolCallStartedEvent call:
                Delta(output, new OpenAIMessage
                {
                    ToolCalls = [new OpenAIToolCall { Index = call.Index, Id = call.Id, Type = "function", Function = new(call.Name, "") }],
                });
                break;
            case ToolCallArgumentsEvent arguments:
                Delta(output, new OpenAIMessage { ToolCalls = [new OpenAIToolCall { Index = arguments.Index, Function = new(null, arguments.Fragment) }] });
                break;
        }
    }

    public override void WriteEnd(ChatAnswer end, IBufferWriter<byte> output)
    {
        if (!began) Delta(output, new OpenAIMessage { Role = "assistant", Content = new() { Text = "" } });
        WireJson.WriteEvent(output, Chunk(new OpenAIChoice { Delta = new OpenAIMessage(), FinishReason = OpenAIFinish.Write(end.Finish) }), OpenAIJson.Default.OpenAIAnswer);
        if (head.WantsUsage)
            WireJson.WriteEvent(output, Chunk(null) with { Usage = Usage(end.Usage) }, OpenAIJson.Default.OpenAIAnswer);
        output.Write("data: [DONE]\n\n"u8);
    }

    public static byte[] WriteWhole(AnswerHead head, ChatAnswer answer)
    {
        var calls = answer.ToolCalls;
        var message = new OpenAIAnswerMessage
        {
            Role = "assistant",
            Content = answer.Text.Length == 0 && calls.Count > 0 ? null : answer.Text,
            ReasoningContent = answer.Reasoning.Length == 0 ? null : answer.Reasoning,
            ToolCalls = calls.Count == 0 ? null : [.. calls.Select(call => new OpenAIToolCall { Id = call.Id, Type = "function", Function = new(call.Name, call.Arguments) })],
        };
        return WireJson.Write(new OpenAIAnswer
        {
            Id = "chatcmpl-" + head.Id,
            Object = "chat.completion",
            Created = head.Time.ToUnixTimeSeconds(),
            Model = head.Model,
            Choices = [new OpenAIChoice { Message = message, FinishReason = OpenAIFinish.Write(answer.Finish), Logprobs = new RawJson("null") }],
            Usage = Usage(answer.Usage),
        }, OpenAIJson.Default.OpenAIAnswer);
    }

    private void Delta(IBufferWriter<byte> output, OpenAIMessage delta) =>
        WireJson.WriteEvent(output, Chunk(new OpenAIChoice { Delta = delta }), OpenAIJson.Default.OpenAIAnswer);

    private OpenAIAnswer Chunk(OpenAIChoice? choice) => new()
    {
        Id = "chatcmpl-" + head.Id,
        Object = "chat.completion.chunk",
        Created = head.Time.ToUnixTimeSeconds(),
        Model = head.Model,
        Choices = choice is null ? [] : [choice],
    };

    private static OpenAIUsage Usage(TokenUsage usage) => new()
    {
        PromptTokens = usage.InputTokens,
        CompletionTokens = usage.OutputTokens,
        TotalTokens = usage.TotalTokens,
        PromptTokensDetails = new OpenAIPromptDetails { CachedTokens = usage.CachedInputTokens },
        CompletionTokensDetails = new OpenAICompletionDetails { ReasoningTokens = usage.ReasoningTokens },
    };
}
