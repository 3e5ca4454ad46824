using System.Text.Json.Nodes;

namespace Tandem.ScriptedUpstream.Rendering;

/// <summary>Ollama chat: one JSON object a line, tool calls whole.</summary>
internal sealed class OllamaRendering : DialectRendering
{
    public override string StreamType => "application/x-ndjson";

    public override string MalformedLine => "{\"broken\": [1, \n";

    public override string Comment => "\n";

    public override (int, string, string?) ContextLength => (400, "the prompt is too long: it exceeds the available context size", null);

    public override (int, string, string?) ContentFilter => (400, "content filter: the request was refused", null);

    public override (int, string, string?) QuotaExhausted => (402, "you have reached your usage quota, please upgrade", null);

    public override IEnumerable<Chunk> Stream(AnswerContext context)
    {
        var calls = 0;
        foreach (var piece in context.Reply.Pieces)
        {
            if (PauseOf(piece) is { } pause) yield return pause;
            if (piece is TextPiece text) yield return Line(context, new() { ["content"] = text.Text }, AnswerContext.Bytes(text.Text));
            if (piece is ReasoningPiece reasoning)
                yield return Line(context, new() { ["content"] = "", ["thinking"] = reasoning.Text }, AnswerContext.Bytes(reasoning.Text));
            if (piece is ToolCallPiece call)
                yield return Line(context, new() { ["content"] = "", ["tool_calls"] = new JsonArray(Call(call, calls++)) },
                    AnswerContext.Bytes(call.Name) + AnswerContext.Bytes(call.Arguments));
        }

        var last = Envelope(context, new() { ["role"] = "assistant", ["content"] = "" }, done: true);
        yield return new(ChunkKind.Finish, AnswerContext.Write(last) + "\n");
    }

    public override JsonNode Whole(AnswerContext context)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = context.Text };
        if (context.ReasoningText is not "") message["thinking"] = context.ReasoningText;
        if (context.HasToolCalls) message["tool_calls"] = new JsonArray([.. context.Reply.Pieces.OfType<ToolCallPiece>().Select(Call)]);
        return Envelope(context, message, done: true);
    }

    public override JsonNode Error(int status, string message, string? code) => new JsonObject { ["error"] = message };

    public override string InBandError() => AnswerContext.Write(Error(503, "the model runner has stopped", code: null)) + "\n";

    private static Chunk Line(AnswerContext context, JsonObject message, int outputBytes)
    {
        message.Insert(0, "role", "assistant");
        return new(ChunkKind.Content, AnswerContext.Write(Envelope(context, message, done: false)) + "\n", outputBytes);
    }

    private static JsonObject Call(ToolCallPiece call, int index) => new()
    {
        ["function"] = new JsonObject { ["index"] = index, ["name"] = call.Name, ["arguments"] = JsonNode.Parse(call.Arguments) },
    };

    private static JsonObject Envelope(AnswerContext context, JsonObject message, bool done)
    {
        var line = new JsonObject { ["model"] = context.Model, ["created_at"] = "2026-01-02T03:04:05.678901Z", ["message"] = message, ["done"] = done };
        if (!done) return line;
        line["done_reason"] = context.Finish is "length" ? "length" : "stop";
        if (!context.HasUsage) return line;
        line["total_duration"] = 5_000_000;
        line["load_duration"] = 1_000_000;
        line["prompt_eval_count"] = context.InputTokens;
        line["prompt_eval_duration"] = 2_000_000;
        line["eval_count"] = context.OutputTokens;
        line["eval_duration"] = 2_000_000;
        return line;
    }
}
