using System.Text;
using System.Text.Json.Nodes;

namespace Tandem.ScriptedUpstream.Rendering;

/// <summary>Answers requests for embeddings, in the API that is called: vectors that depend on nothing but the text, so that equal texts are equal. A reply gives errors and faults only.</summary>
internal sealed class EmbeddingRendering(UpstreamCall call) : DialectRendering
{
    private const string OpenAI = "/embeddings";
    private const string Ollama = "/api/embed";
    private const string Google = ":batchEmbedContents";
    private const int Length = 8;

    private readonly DialectRendering dialect =
        call.Path.EndsWith(Ollama, StringComparison.Ordinal) ? new OllamaRendering() : call.Path.EndsWith(Google, StringComparison.Ordinal) ? new GoogleRendering() : new OpenAIRendering();

    public static bool Serves(string path) =>
        path.EndsWith(OpenAI, StringComparison.Ordinal) || path.EndsWith(Ollama, StringComparison.Ordinal) || path.EndsWith(Google, StringComparison.Ordinal);

    public override IEnumerable<Chunk> Stream(AnswerContext context) => [];

    public override JsonNode Error(int status, string message, string? code) => dialect.Error(status, message, code);

    public override (int Status, string Message, string? Code) ContextLength => dialect.ContextLength;

    public override (int Status, string Message, string? Code) ContentFilter => dialect.ContentFilter;

    public override (int Status, string Message, string? Code) QuotaExhausted => dialect.QuotaExhausted;

    public override JsonNode Whole(AnswerContext context)
    {
        var asked = JsonNode.Parse(call.Body.Span)!;
        var length = asked["dimensions"]?.GetValue<int>() ?? Length;
        if (dialect is GoogleRendering)
            return new JsonObject { ["embeddings"] = new JsonArray([.. asked["requests"]!.AsArray().Select(one => new JsonObject { ["values"] = Vector(one!["content"]!.ToJsonString(), length) })]) };
        var inputs = asked["input"] is JsonArray list && list.All(item => item is JsonArray || item!.GetValueKind() == System.Text.Json.JsonValueKind.String) ? list.ToList() : [asked["input"]];
        var vectors = inputs.Select(input => Vector(input!.ToJsonString(), length)).ToList();
        if (dialect is OllamaRendering)
            return new JsonObject { ["model"] = context.Model, ["embeddings"] = new JsonArray([.. vectors]), ["prompt_eval_count"] = context.InputTokens };
        return new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. vectors.Select((vector, index) => new JsonObject { ["object"] = "embedding", ["index"] = index, ["embedding"] = vector }).Reverse()]),
            ["model"] = context.Model,
            ["usage"] = new JsonObject { ["prompt_tokens"] = context.InputTokens, ["total_tokens"] = context.InputTokens },
        };
    }

    /// <summary>A wave that starts at the text's own place.</summary>
    private static JsonArray Vector(string text, int length)
    {
        var start = Encoding.UTF8.GetBytes(text).Aggregate(7u, static (sum, one) => (sum * 31) + one);
        return new JsonArray([.. Enumerable.Range(0, length).Select(place => JsonValue.Create(MathF.Sin(start % 1_000_003 + place)))]);
    }
}
