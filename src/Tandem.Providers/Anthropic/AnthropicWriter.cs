using System.Buffers;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Anthropic;

/// <summary>Writes a message's events: one block at a time, indices rising.</summary>
internal sealed class AnthropicWriter(AnswerHead head) : AnswerWriter
{
    private enum Open
    {
        Nothing,
        Text,
        Thinking,
        Tool,
    }

    private static readonly AnthropicCaller Direct = new("direct");

    private bool began;
    private int index = -1;
    private Open open;
    private bool argued;

    public override void Write(ChatEvent piece, IBufferWriter<byte> output)
    {
        Begin(output);
        switch (piece)
        {
            case TextEvent text:
                Need(Open.Text, new AnthropicBlock { Type = "text", Text = "" }, output);
                Delta(new AnthropicDelta { Type = "text_delta", Text = text.Text }, output);
                break;
            case ReasoningEvent reasoning:
                Need(Open.Thinking, new AnthropicBlock { Type = "thinking", Thinking = "", Signature = "" }, output);
                Delta(new AnthropicDelta { Type = "thinking_delta", Thinking = reasoning.Text }, output);
                break;
            case ReasoningSignatureEvent { Redacted: { } data }:
                Start(Open.Nothing, new AnthropicBlock { Type = "redacted_thinking", Data = data }, output);
                Stop(output);
                break;
            case ReasoningSignatureEvent { Signature: { } signature } when open == Open.Thinking:
                Delta(new AnthropicDelta { Type = "signature_delta", Signature = signature }, output);
                break;
            case ToolCallStartedEvent call:
                Start(Open.Tool, new AnthropicBlock { Type = "tool_use", Id = call.Id, Name = call.Name, Input = new RawJson("{}"), Caller = Direct }, output);
                argued = false;
                break;
            case ToolCallArgumentsEvent arguments when open == Open.Tool:
                argued = true;
                Delta(new AnthropicDelta { Type = "input_json_delta", PartialJson = arguments.Fragment }, output);
                break;
        }
    }

    public override void WriteEnd(ChatAnswer end, IBufferWriter<byte> output)
    {
        Begin(output);
        Close(output);
        WireJson.WriteEvent(output, new AnthropicEndEvent(
            "message_delta",
            new AnthropicEndDelta { StopReason = AnthropicFinish.Write(end.Finish), StopSequence = end.StopSequence },
            AnthropicCounts.Write(end.Usage)), AnthropicJson.Default.AnthropicEndEvent, "message_delta");
        Event(new AnthropicEvent { Type = "message_stop" }, output);
    }

    public static byte[] WriteWhole(AnswerHead head, ChatAnswer answer)
    {
        var blocks = new List<AnthropicBlock>();
        if (answer.Redacted is { } data) blocks.Add(new AnthropicBlock { Type = "redacted_thinking", Data = data });
        if (answer.Reasoning.Length > 0) blocks.Add(new AnthropicBlock { Type = "thinking", Thinking = answer.Reasoning, Signature = answer.Signature ?? "" });
        if (answer.Text.Length > 0) blocks.Add(new AnthropicBlock { Type = "text", Text = answer.Text });
        blocks.AddRange(answer.ToolCalls.Select(call => new AnthropicBlock
        {
            Type = "tool_use", Id = call.Id, Name = call.Name, Input = WireJson.ArgumentsObject(call.Arguments), Caller = Direct,
        }));
        return WireJson.Write(Message(head) with
        {
            Content = blocks,
            StopReason = AnthropicFinish.Write(answer.Finish),
            StopSequence = answer.StopSequence,
            Usage = AnthropicCounts.Write(answer.Usage),
        }, AnthropicJson.Default.AnthropicAnswer);
    }

    private void Begin(IBufferWriter<byte> output)
    {
        if (began) return;
        began = true;
        Event(new AnthropicEvent
        {
            Type = "message_start",
            Message = Message(head) with { Usage = new AnthropicUsage { InputTokens = 0, CacheCreationInputTokens = 0, CacheReadInputTokens = 0, OutputTokens = 0 } },
        }, output);
    }

    private void Need(Open kind, AnthropicBlock block, IBufferWriter<byte> output)
    {
        if (open != kind) Start(kind, block, output);
    }

    private void Start(Open kind, AnthropicBlock block, IBufferWriter<byte> output)
    {
        Close(output);
        index++;
        open = kind;
        Event(new AnthropicEvent { Type = "content_block_start", Index = index, ContentBlock = block }, output);
    }

    private void Close(IBufferWriter<byte> output)
    {
        if (open == Open.Nothing) return;
        if (open == Open.Tool && !argued) Delta(new AnthropicDelta { Type = "input_json_delta", PartialJson = "" }, output);
        Stop(output);
        open = Open.Nothing;
    }

    private void Stop(IBufferWriter<byte> output) => Event(new AnthropicEvent { Type = "content_block_stop", Index = index }, output);

    private void Delta(AnthropicDelta delta, IBufferWriter<byte> output) =>
        Event(new AnthropicEvent { Type = "content_block_delta", Index = index, Delta = delta }, output);

    private static void Event(AnthropicEvent wire, IBufferWriter<byte> output) => WireJson.WriteEvent(output, wire, AnthropicJson.Default.AnthropicEvent, wire.Type);

    private static AnthropicAnswer Message(AnswerHead head) =>
        new() { Id = "msg_" + head.Id, Type = "message", Role = "assistant", Model = head.Model, Content = [] };
}
