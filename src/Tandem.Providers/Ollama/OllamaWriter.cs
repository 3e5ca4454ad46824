using System.Buffers;
using System.Globalization;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Ollama;

/// <summary>Writes chat lines. A tool call goes out whole, once its arguments are.</summary>
internal sealed class OllamaWriter(AnswerHead head) : AnswerWriter
{
    private readonly System.Text.StringBuilder arguments = new();
    private string? call;

    public override void Write(ChatEvent piece, IBufferWriter<byte> output)
    {
        if (piece is not ToolCallArgumentsEvent) Flush(output);
        switch (piece)
        {
            case TextEvent text:
                Line(new OllamaMessage { Role = "assistant", Content = text.Text }, output);
                break;
            case ReasoningEvent reasoning:
                Line(new OllamaMessage { Role = "assistant", Content = "", Thinking = reasoning.Text }, output);
                break;
            case ToolCallStartedEvent started:
                call = started.Name;
                break;
            case ToolCallArgumentsEvent more:
                arguments.Append(more.Fragment);
                break;
        }
    }

    public override void WriteEnd(ChatAnswer end, IBufferWriter<byte> output)
    {
        Flush(output);
        Write(output, End(head, end, new OllamaMessage { Role = "assistant", Content = "" }));
    }

    public static byte[] WriteWhole(AnswerHead head, ChatAnswer answer)
    {
        var calls = answer.ToolCalls;
        return WireJson.Write(End(head, answer, new OllamaMessage
        {
            Role = "assistant",
            Content = answer.Text,
            Thinking = answer.Reasoning.Length == 0 ? null : answer.Reasoning,
            ToolCalls = calls.Count == 0 ? null : [.. calls.Select(one => Call(one.Name, one.Arguments))],
        }), OllamaJson.Default.OllamaAnswer);
    }

    private void Flush(IBufferWriter<byte> output)
    {
        if (call is null) return;
        Line(new OllamaMessage { Role = "assistant", Content = "", ToolCalls = [Call(call, arguments.ToString())] }, output);
        call = null;
        arguments.Clear();
    }

    private void Line(OllamaMessage message, IBufferWriter<byte> output) => Write(output, Envelope(head, message) with { Done = false });

    private static void Write(IBufferWriter<byte> output, OllamaAnswer answer)
    {
        WireJson.Write(output, answer, OllamaJson.Default.OllamaAnswer);
        output.Write("\n"u8);
    }

    private static OllamaToolCall Call(string name, string arguments) => new() { Function = new OllamaFunctionCall(name, WireJson.ArgumentsObject(arguments)) };

    private static OllamaAnswer End(AnswerHead head, ChatAnswer answer, OllamaMessage message) => Envelope(head, message) with
    {
        Done = true,
        DoneReason = answer.Finish == FinishReason.Length ? "length" : "stop",
        TotalDuration = 0, // Clients expect the members; how long the upstream took is not ours to make up.
        LoadDuration = 0,
        PromptEvalCount = answer.Usage.InputTokens,
        PromptEvalDuration = 0,
        EvalCount = answer.Usage.OutputTokens,
        EvalDuration = 0,
    };

    private static OllamaAnswer Envelope(AnswerHead head, OllamaMessage message) => new()
    {
        Model = head.Model,
        CreatedAt = head.Time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture),
        Message = message,
    };
}
