using System.Text.Json.Nodes;

namespace Tandem.ScriptedUpstream.Rendering;

/// <summary>Anthropic messages: named events, one block at a time.</summary>
internal sealed class AnthropicRendering : DialectRendering
{
    public override (int, string, string?) ContextLength => (400, "prompt is too long: 210000 tokens > 200000 maximum", null);

    public override (int, string, string?) ContentFilter => (400, "Output blocked by content filtering policy", null);

    public override (int, string, string?) QuotaExhausted => (400, "Your credit balance is too low to access the Anthropic API.", null);

    public override IEnumerable<Chunk> Stream(AnswerContext context)
    {
        var message = Message(context, [], stop: null);
        message["usage"] = context.HasUsage ? Usage(context, outputTokens: 1) : new JsonObject();
        yield return new(ChunkKind.Prelude, Named("message_start", new() { ["message"] = message }));
        var index = -1;
        var open = ""; // Text pieces in a row share a block.
        var calls = 0;
        foreach (var piece in context.Reply.Pieces)
        {
            if (PauseOf(piece) is { } pause)
            {
                yield return pause;
                continue;
            }

            var kind = piece switch { TextPiece => "text", ReasoningPiece => "thinking", _ => "tool_use" };
            if (kind != open || kind == "tool_use")
            {
                if (open is not "") yield return new(ChunkKind.Prelude, Stop(index));
                index++;
                open = kind;
                yield return new(piece is ToolCallPiece ? ChunkKind.Content : ChunkKind.Prelude,
                    Named("content_block_start", new() { ["index"] = index, ["content_block"] = Start(context, piece, calls) }),
                    piece is ToolCallPiece named ? AnswerContext.Bytes(named.Name) : 0);
            }

            if (piece is TextPiece text) yield return Delta(index, "text_delta", "text", text.Text);
            if (piece is ReasoningPiece reasoning)
            {
                yield return Delta(index, "thinking_delta", "thinking", reasoning.Text);
                if (reasoning.Signature is { } signature) yield return Delta(index, "signature_delta", "signature", signature) with { OutputBytes = 0, Kind = ChunkKind.Prelude };
            }

            if (piece is ToolCallPiece call)
            {
                calls++;
                foreach (var part in Fragments(call.Arguments, call.FragmentLength)) yield return Delta(index, "input_json_delta", "partial_json", part);
            }
        }

        if (open is not "") yield return new(ChunkKind.Prelude, Stop(index));
        var end = new JsonObject { ["delta"] = new JsonObject { ["stop_reason"] = StopReason(context), ["stop_sequence"] = null } };
        end["usage"] = context.HasUsage ? new JsonObject { ["output_tokens"] = context.OutputTokens } : new JsonObject();
        yield return new(ChunkKind.Finish, Named("message_delta", end));
        yield return new(ChunkKind.Terminator, Named("message_stop", []));
    }

    public override JsonNode Whole(AnswerContext context)
    {
        var blocks = new JsonArray();
        if (context.ReasoningText is not "")
            blocks.Add(new JsonObject
            {
                ["type"] = "thinking",
                ["thinking"] = context.ReasoningText,
                ["signature"] = context.Reply.Pieces.OfType<ReasoningPiece>().Last().Signature ?? "",
            });
        if (context.Text is not "") blocks.Add(new JsonObject { ["type"] = "text", ["text"] = context.Text });
        foreach (var (call, number) in context.Reply.Pieces.OfType<ToolCallPiece>().Select((call, number) => (call, number)))
            blocks.Add(new JsonObject
            {
                ["type"] = "tool_use", ["id"] = context.CallId(call, number), ["name"] = call.Name, ["input"] = JsonNode.Parse(call.Arguments),
            });
        var message = Message(context, blocks, StopReason(context));
        message["usage"] = context.HasUsage ? Usage(context, context.OutputTokens) : new JsonObject();
        return message;
    }

    public override JsonNode Error(int status, string message, string? code) => new JsonObject
    {
        ["type"] = "error",
        ["error"] = new JsonObject
        {
            ["type"] = status switch
            {
                401 => "authentication_error",
                403 => "permission_error",
                404 => "not_found_error",
                413 => "request_too_large",
                429 => "rate_limit_error",
                503 or 529 => "overloaded_error",
                >= 500 => "api_error",
                _ => "invalid_request_error",
            },
            ["message"] = message,
        },
        ["request_id"] = "req_scripted",
    };

    public override string InBandError() => AnswerContext.Event(Error(529, "Overloaded", code: null), "error");

    private static string Named(string name, JsonObject data)
    {
        data.Insert(0, "type", name);
        return AnswerContext.Event(data, name);
    }

    private static string Stop(int index) => Named("content_block_stop", new() { ["index"] = index });

    private static Chunk Delta(int index, string kind, string field, string value) => new(
        ChunkKind.Content,
        Named("content_block_delta", new() { ["index"] = index, ["delta"] = new JsonObject { ["type"] = kind, [field] = value } }),
        AnswerContext.Bytes(value));

    private static JsonObject Start(AnswerContext context, ReplyPiece piece, int calls) => piece switch
    {
        ToolCallPiece call => new() { ["type"] = "tool_use", ["id"] = context.CallId(call, calls), ["name"] = call.Name, ["input"] = new JsonObject() },
        ReasoningPiece => new() { ["type"] = "thinking", ["thinking"] = "", ["signature"] = "" },
        _ => new() { ["type"] = "text", ["text"] = "" },
    };

    private static JsonObject Message(AnswerContext context, JsonArray content, string? stop) => new()
    {
        ["id"] = context.AnswerId("msg_"),
        ["type"] = "message",
        ["role"] = "assistant",
        ["model"] = context.Model,
        ["content"] = content,
        ["stop_reason"] = stop,
        ["stop_sequence"] = null,
    };

    private static JsonObject Usage(AnswerContext context, long outputTokens) => new()
    {
        ["input_tokens"] = context.InputTokens - context.CachedTokens,
        ["cache_creation_input_tokens"] = 0,
        ["cache_read_input_tokens"] = context.CachedTokens,
        ["output_tokens"] = outputTokens,
    };

    private static string StopReason(AnswerContext context) => context.Finish switch
    {
        "stop" => "end_turn",
        "length" => "max_tokens",
        "tool_calls" => "tool_use",
        "content_filter" => "refusal",
        var other => other,
    };
}
