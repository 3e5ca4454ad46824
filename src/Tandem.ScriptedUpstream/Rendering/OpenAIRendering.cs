using System.Text.Json.Nodes;

namespace Tandem.ScriptedUpstream.Rendering;

/// <summary>OpenAI chat completions; reasoning as <c>reasoning_content</c>, as vLLM and llama-server send it.</summary>
internal sealed class OpenAIRendering : DialectRendering
{
    public override (int, string, string?) ContextLength =>
        (400, "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.", "context_length_exceeded");

    public override (int, string, string?) ContentFilter => (400, "The response was filtered due to the prompt.", "content_filter");

    public override (int, string, string?) QuotaExhausted => (429, "You exceeded your current quota, please check your plan.", "insufficient_quota");

    public override IEnumerable<Chunk> Stream(AnswerContext context)
    {
        yield return new(ChunkKind.Prelude, Delta(context, new() { ["role"] = "assistant", ["content"] = "" }));
        var index = 0;
        foreach (var piece in context.Reply.Pieces)
        {
            if (PauseOf(piece) is { } pause) yield return pause;
            if (piece is TextPiece text) yield return new(ChunkKind.Content, Delta(context, new() { ["content"] = text.Text }), AnswerContext.Bytes(text.Text));
            if (piece is ReasoningPiece reasoning)
                yield return new(ChunkKind.Content, Delta(context, new() { ["reasoning_content"] = reasoning.Text }), AnswerContext.Bytes(reasoning.Text));
            if (piece is ToolCallPiece call)
            {
                yield return new(ChunkKind.Content, Call(context, index, call, context.CallId(call, index)), AnswerContext.Bytes(call.Name));
                foreach (var part in Fragments(call.Arguments, call.FragmentLength))
                    yield return new(ChunkKind.Content, Delta(context, new() { ["tool_calls"] = new JsonArray(new JsonObject
                    {
                        ["index"] = index, ["function"] = new JsonObject { ["arguments"] = part },
                    }) }), AnswerContext.Bytes(part));
                index++;
            }
        }

        yield return new(ChunkKind.Finish, Delta(context, [], context.Finish));
        if (context.IncludeUsage && context.HasUsage)
        {
            var usage = Envelope(context, "chat.completion.chunk", []);
            usage["usage"] = Usage(context);
            yield return new(ChunkKind.Finish, AnswerContext.Event(usage));
        }

        yield return new(ChunkKind.Terminator, "data: [DONE]\n\n");
    }

    public override JsonNode Whole(AnswerContext context)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = context.Text is "" && context.HasToolCalls ? null : context.Text, ["refusal"] = null };
        if (context.ReasoningText is not "") message["reasoning_content"] = context.ReasoningText;
        if (context.HasToolCalls)
            message["tool_calls"] = new JsonArray([.. context.Reply.Pieces.OfType<ToolCallPiece>().Select((call, index) => new JsonObject
            {
                ["id"] = context.CallId(call, index),
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
            })]);
        var answer = Envelope(context, "chat.completion",
            [new JsonObject { ["index"] = 0, ["message"] = message, ["logprobs"] = null, ["finish_reason"] = context.Finish }]);
        if (context.HasUsage) answer["usage"] = Usage(context);
        return answer;
    }

    public override JsonNode Error(int status, string message, string? code) => new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["message"] = message,
            ["type"] = status == 429 ? "rate_limit_error" : status >= 500 ? "server_error" : "invalid_request_error",
            ["param"] = null,
            ["code"] = code,
        },
    };

    private static string Delta(AnswerContext context, JsonObject delta, string? finish = null) =>
        AnswerContext.Event(Envelope(context, "chat.completion.chunk", [new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }]));

    private static string Call(AnswerContext context, int index, ToolCallPiece call, string id) => Delta(context, new()
    {
        ["tool_calls"] = new JsonArray(new JsonObject
        {
            ["index"] = index, ["id"] = id, ["type"] = "function", ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = "" },
        }),
    });

    private static JsonObject Envelope(AnswerContext context, string kind, JsonArray choices) => new()
    {
        ["id"] = context.AnswerId("chatcmpl-"),
        ["object"] = kind,
        ["created"] = 1_760_000_000,
        ["model"] = context.Model,
        ["choices"] = choices,
    };

    private static JsonObject Usage(AnswerContext context) => new()
    {
        ["prompt_tokens"] = context.InputTokens,
        ["completion_tokens"] = context.OutputTokens,
        ["total_tokens"] = context.InputTokens + context.OutputTokens,
        ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = context.CachedTokens },
    };
}
