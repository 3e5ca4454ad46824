using System.Text.Json;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;
using Tandem.Routing.Prices;

namespace Tandem.Providers.Ollama;

/// <summary>Reads chat lines into canonical events.</summary>
internal sealed class OllamaReader : AnswerReader
{
    private bool started;
    private int calls;

    public override void Read(ReadOnlySpan<byte> data, List<ChatEvent> events)
    {
        var head = new Utf8JsonReader(data);
        head.Read();
        if (ScanValue.Find(ref head, "error"u8)) throw UpstreamErrors.InBand(UpstreamErrorBody.Parse(data));
        var wire = JsonSerializer.Deserialize(data, OllamaJson.Default.OllamaAnswer) ?? throw new JsonException("null");
        if (!started) events.Add(new StartedEvent(null, wire.Model));
        started = true;
        if (wire.Message is { } message)
        {
            if (!string.IsNullOrEmpty(message.Thinking)) events.Add(new ReasoningEvent(message.Thinking));
            if (!string.IsNullOrEmpty(message.Content)) events.Add(new TextEvent(message.Content));
            foreach (var call in message.ToolCalls ?? [])
            {
                if (string.IsNullOrEmpty(call.Function?.Name)) throw new JsonException("A tool call has no name.");
                events.Add(new ToolCallStartedEvent(calls, string.IsNullOrEmpty(call.Id) ? $"call_{Guid.NewGuid():N}" : call.Id, call.Function.Name));
                events.Add(new ToolCallArgumentsEvent(calls++, call.Function.Arguments?.Text ?? "{}"));
            }
        }

        if (wire.PromptEvalCount is > 0 || wire.EvalCount is > 0)
            Count(new TokenUsage { InputTokens = wire.PromptEvalCount ?? 0, OutputTokens = wire.EvalCount ?? 0 });
        if (wire.Done == true) (Ended, Finish) = (true, wire.DoneReason is "length" ? FinishReason.Length : calls > 0 ? FinishReason.ToolCalls : FinishReason.Stop);
    }

    public override void ReadWhole(ReadOnlySpan<byte> body, List<ChatEvent> events) => Read(body, events);
}
