using System.Buffers;
using System.Text;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Responses;

/// <summary>Writes a response's events: items in order, each opened, filled and closed with its whole content.</summary>
internal sealed class ResponsesWriter(AnswerHead head, ResponsesRequest request) : AnswerWriter
{
    private enum Open
    {
        Nothing,
        Reasoning,
        Message,
        Call,
    }

    private readonly ResponsesItems items = new(head, request);
    private readonly List<ResponsesItem> output = [];
    private readonly StringBuilder text = new();
    private Open open;
    private ToolCallStartedEvent? call;
    private string? signature;
    private int sequence;
    private bool began;

    public override void Write(ChatEvent piece, IBufferWriter<byte> to)
    {
        Begin(to);
        switch (piece)
        {
            case ReasoningEvent reasoning:
                if (open != Open.Reasoning) Start(Open.Reasoning, items.Reasoning(output.Count, "", null, done: false), to);
                if (text.Length == 0) Send(Event("response.reasoning_summary_part.added") with { SummaryIndex = 0, Part = ResponsesItems.SummaryPart("") }, to);
                text.Append(reasoning.Text);
                Send(Event("response.reasoning_summary_text.delta") with { SummaryIndex = 0, Delta = reasoning.Text }, to);
                break;
            case ReasoningSignatureEvent given:
                if (open != Open.Reasoning) Start(Open.Reasoning, items.Reasoning(output.Count, "", null, done: false), to);
                signature = given.Signature ?? given.Redacted;
                break;
            case TextEvent more:
                if (open != Open.Message)
                {
                    Start(Open.Message, items.Message(output.Count, text: null, done: false), to);
                    Send(Event("response.content_part.added") with { ContentIndex = 0, Part = ResponsesItems.TextPart("") }, to);
                }

                text.Append(more.Text);
                Send(Event("response.output_text.delta") with { ContentIndex = 0, Delta = more.Text, Logprobs = [] }, to);
                break;
            case ToolCallStartedEvent started:
                Start(Open.Call, items.Call(output.Count, started.Id, started.Name, "", done: false), to);
                call = started;
                break;
            case ToolCallArgumentsEvent arguments when open == Open.Call:
                text.Append(arguments.Fragment);
                Send(Event("response.function_call_arguments.delta") with { Delta = arguments.Fragment }, to);
                break;
        }
    }

    public override void WriteEnd(ChatAnswer end, IBufferWriter<byte> to)
    {
        Begin(to);
        Close(to);
        var status = ResponsesItems.Status(end.Finish);
        Send(Bare("response." + status) with { Response = items.Response(status, output, end) }, to);
    }

    public static byte[] WriteWhole(AnswerHead head, ResponsesRequest request, ChatAnswer answer)
    {
        var items = new ResponsesItems(head, request);
        var output = new List<ResponsesItem>();
        if (answer.Reasoning.Length > 0) output.Add(items.Reasoning(output.Count, answer.Reasoning, answer.Signature ?? answer.Redacted, done: true));
        if (answer.Text.Length > 0) output.Add(items.Message(output.Count, answer.Text, done: true));
        foreach (var call in answer.ToolCalls) output.Add(items.Call(output.Count, call.Id, call.Name, call.Arguments, done: true));
        return WireJson.Write(items.Response(ResponsesItems.Status(answer.Finish), output, answer), ResponsesJson.Default.ResponsesAnswer);
    }

    private void Begin(IBufferWriter<byte> to)
    {
        if (began) return;
        began = true;
        Send(Bare("response.created") with { Response = items.Response("in_progress", []) }, to);
        Send(Bare("response.in_progress") with { Response = items.Response("in_progress", []) }, to);
    }

    private void Start(Open kind, ResponsesItem item, IBufferWriter<byte> to)
    {
        Close(to);
        open = kind;
        Send(Bare("response.output_item.added") with { OutputIndex = output.Count, Item = item }, to);
    }

    private void Close(IBufferWriter<byte> to)
    {
        if (open == Open.Nothing) return;
        var whole = text.ToString();
        var item = open switch
        {
            Open.Reasoning => items.Reasoning(output.Count, whole, signature, done: true),
            Open.Message => items.Message(output.Count, whole, done: true),
            _ => items.Call(output.Count, call!.Id, call.Name, whole.Length == 0 ? "{}" : whole, done: true),
        };
        if (open == Open.Reasoning && whole.Length > 0)
        {
            Send(Event("response.reasoning_summary_text.done") with { SummaryIndex = 0, Text = whole }, to);
            Send(Event("response.reasoning_summary_part.done") with { SummaryIndex = 0, Part = ResponsesItems.SummaryPart(whole) }, to);
        }

        if (open == Open.Message)
        {
            Send(Event("response.output_text.done") with { ContentIndex = 0, Text = whole, Logprobs = [] }, to);
            Send(Event("response.content_part.done") with { ContentIndex = 0, Part = ResponsesItems.TextPart(whole) }, to);
        }

        if (open == Open.Call) Send(Event("response.function_call_arguments.done") with { Name = item.Name, Arguments = item.Arguments }, to);
        Send(Bare("response.output_item.done") with { OutputIndex = output.Count, Item = item }, to);
        output.Add(item);
        text.Clear();
        (open, signature, call) = (Open.Nothing, null, null);
    }

    private ResponsesEvent Bare(string type) => new() { Type = type, SequenceNumber = sequence++ };

    /// <summary>An event about the item that is open.</summary>
    private ResponsesEvent Event(string type) => Bare(type) with
    {
        OutputIndex = output.Count,
        ItemId = (open switch { Open.Reasoning => "rs_", Open.Message => "msg_", _ => "fc_" }) + $"{head.Id}_{output.Count}",
    };

    private static void Send(ResponsesEvent wire, IBufferWriter<byte> to) => WireJson.WriteEvent(to, wire, ResponsesJson.Default.ResponsesEvent, wire.Type);
}
