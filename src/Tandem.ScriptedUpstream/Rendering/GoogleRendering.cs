using System.Text.Json.Nodes;

namespace Tandem.ScriptedUpstream.Rendering;

/// <summary>Google generateContent with <c>alt=sse</c>: whole function calls, finish and usage in the last event, no terminator.</summary>
internal sealed class GoogleRendering : DialectRendering
{
    public override (int, string, string?) ContextLength =>
        (400, "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).", "INVALID_ARGUMENT");

    public override (int, string, string?) ContentFilter => (400, "The prompt was blocked: PROHIBITED_CONTENT", "FAILED_PRECONDITION");

    public override (int, string, string?) QuotaExhausted =>
        (429, "You exceeded your current quota, please check your plan and billing details.", "RESOURCE_EXHAUSTED");

    public override IEnumerable<Chunk> Stream(AnswerContext context)
    {
        foreach (var piece in context.Reply.Pieces)
        {
            if (PauseOf(piece) is { } pause) yield return pause;
            else
                yield return new(ChunkKind.Content, AnswerContext.Event(Envelope(context, [Part(piece)], finish: null)), piece switch
                {
                    TextPiece text => AnswerContext.Bytes(text.Text),
                    ReasoningPiece reasoning => AnswerContext.Bytes(reasoning.Text),
                    ToolCallPiece call => AnswerContext.Bytes(call.Name) + AnswerContext.Bytes(call.Arguments),
                    _ => 0,
                });
        }

        yield return new(ChunkKind.Finish, AnswerContext.Event(Envelope(context, [new JsonObject { ["text"] = "" }], FinishReason(context))));
    }

    public override JsonNode Whole(AnswerContext context) =>
        Envelope(context, new JsonArray([.. context.Reply.Pieces.Where(piece => piece is not (HoldPiece or DelayPiece)).Select(Part)]), FinishReason(context));

    public override JsonNode Error(int status, string message, string? code) => new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["code"] = status,
            ["message"] = message,
            ["status"] = code ?? status switch
            {
                400 => "INVALID_ARGUMENT",
                401 => "UNAUTHENTICATED",
                403 => "PERMISSION_DENIED",
                404 => "NOT_FOUND",
                429 => "RESOURCE_EXHAUSTED",
                503 => "UNAVAILABLE",
                _ => "INTERNAL",
            },
        },
    };

    public override string InBandError() => AnswerContext.Event(Error(503, "The model is overloaded.", code: null));

    private static JsonObject Part(ReplyPiece piece) => piece switch
    {
        ToolCallPiece call => new() { ["functionCall"] = Call(call) },
        ReasoningPiece { Signature: { } signature } signed => new() { ["text"] = signed.Text, ["thought"] = true, ["thoughtSignature"] = signature },
        ReasoningPiece reasoning => new() { ["text"] = reasoning.Text, ["thought"] = true },
        TextPiece text => new() { ["text"] = text.Text },
        _ => [],
    };

    private static JsonObject Call(ToolCallPiece call)
    {
        var node = new JsonObject { ["name"] = call.Name, ["args"] = JsonNode.Parse(call.Arguments) };
        if (call.Id is { } id) node["id"] = id;
        return node;
    }

    private static JsonObject Envelope(AnswerContext context, JsonArray parts, string? finish)
    {
        var candidate = new JsonObject { ["content"] = new JsonObject { ["parts"] = parts, ["role"] = "model" }, ["index"] = 0 };
        if (finish is not null) candidate["finishReason"] = finish;
        var answer = new JsonObject { ["candidates"] = new JsonArray(candidate) };
        if (finish is not null && context.HasUsage)
            answer["usageMetadata"] = new JsonObject
            {
                ["promptTokenCount"] = context.InputTokens,
                ["cachedContentTokenCount"] = context.CachedTokens,
                ["candidatesTokenCount"] = context.OutputTokens,
                ["totalTokenCount"] = context.InputTokens + context.OutputTokens,
            };
        answer["modelVersion"] = context.Model;
        answer["responseId"] = context.AnswerId("resp_");
        return answer;
    }

    private static string FinishReason(AnswerContext context) => context.Finish switch
    {
        "length" => "MAX_TOKENS",
        "content_filter" => "SAFETY",
        _ => "STOP",
    };
}
