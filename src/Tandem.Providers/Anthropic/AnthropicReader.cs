using System.Text.Json;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Anthropic;

/// <summary>Reads messages and their events into canonical events.</summary>
internal sealed class AnthropicReader : AnswerReader
{
    private readonly Dictionary<int, int> calls = []; // Index of the block → index among the tool calls.
    private long input;
    private long cacheRead;
    private long cacheWrite;
    private long output;

    public override void Read(ReadOnlySpan<byte> data, List<ChatEvent> events)
    {
        var wire = JsonSerializer.Deserialize(data, AnthropicJson.Default.AnthropicEvent) ?? throw new JsonException("null");
        switch (wire.Type)
        {
            case "error":
                throw UpstreamErrors.InBand(UpstreamErrorBody.Parse(data));
            case "message_start":
                events.Add(new StartedEvent(wire.Message?.Id, wire.Message?.Model));
                ReadUsage(wire.Message?.Usage);
                break;
            case "content_block_start" when wire.ContentBlock is { } block:
                Block(block, wire.Index ?? 0, whole: false, events);
                break;
            case "content_block_delta" when wire.Delta is { } delta:
                Delta(delta, wire.Index ?? 0, events);
                break;
            case "message_delta":
                if (wire.Delta?.StopReason is { } reason) (Finish, StopSequence) = (AnthropicFinish.Read(reason), wire.Delta.StopSequence);
                ReadUsage(wire.Usage);
                break;
            case "message_stop":
                Ended = true;
                break;
        }
    }

    public override void ReadWhole(ReadOnlySpan<byte> body, List<ChatEvent> events)
    {
        var head = new Utf8JsonReader(body);
        head.Read();
        if (ScanValue.Find(ref head, "error"u8)) throw UpstreamErrors.InBand(UpstreamErrorBody.Parse(body));
        var wire = JsonSerializer.Deserialize(body, AnthropicJson.Default.AnthropicAnswer) ?? throw new JsonException("null");
        events.Add(new StartedEvent(wire.Id, wire.Model));
        foreach (var (block, index) in (wire.Content ?? []).Select((block, index) => (block, index))) Block(block, index, whole: true, events);
        if (wire.StopReason is { } reason) (Finish, StopSequence) = (AnthropicFinish.Read(reason), wire.StopSequence);
        ReadUsage(wire.Usage);
    }

    private void Block(AnthropicBlock block, int index, bool whole, List<ChatEvent> events)
    {
        switch (block.Type)
        {
            case "text" when block.Text is { Length: > 0 } text:
                events.Add(new TextEvent(text));
                break;
            case "thinking":
                if (block.Thinking is { Length: > 0 } thinking) events.Add(new ReasoningEvent(thinking));
                if (block.Signature is { Length: > 0 } signature) events.Add(new ReasoningSignatureEvent(signature));
                break;
            case "redacted_thinking":
                events.Add(new ReasoningSignatureEvent(null, block.Data));
                break;
            case "tool_use":
                if (string.IsNullOrEmpty(block.Id) || string.IsNullOrEmpty(block.Name)) throw new JsonException("A tool call has no id or no name.");
                calls[index] = calls.Count;
                events.Add(new ToolCallStartedEvent(calls[index], block.Id, block.Name));
                if (whole || block.Input is { Text: not "{}" }) events.Add(new ToolCallArgumentsEvent(calls[index], block.Input?.Text ?? "{}"));
                break;
        }
    }

    private void Delta(AnthropicDelta delta, int index, List<ChatEvent> events)
    {
        if (delta.Text is { Length: > 0 } text) events.Add(new TextEvent(text));
        if (delta.Thinking is { Length: > 0 } thinking) events.Add(new ReasoningEvent(thinking));
        if (delta.Signature is { Length: > 0 } signature) events.Add(new ReasoningSignatureEvent(signature));
        if (delta.PartialJson is { Length: > 0 } json)
            events.Add(new ToolCallArgumentsEvent(calls.TryGetValue(index, out var call) ? call : throw new JsonException("Arguments without a call."), json));
    }

    private void ReadUsage(AnthropicUsage? usage)
    {
        if (usage is null) return;
        input = usage.InputTokens ?? input;
        cacheRead = usage.CacheReadInputTokens ?? cacheRead;
        cacheWrite = usage.CacheCreationInputTokens ?? cacheWrite;
        output = usage.OutputTokens ?? output;
        if (input > 0 || output > 0) Count(AnthropicCounts.Usage(input, cacheRead, cacheWrite, output));
    }
}
