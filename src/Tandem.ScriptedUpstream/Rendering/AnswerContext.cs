using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tandem.ScriptedUpstream.Rendering;

/// <summary>What every dialect needs to speak one reply: its pieces, ids and counts.</summary>
internal sealed class AnswerContext(Reply reply, string model, int number, long inputBytes, bool includeUsage)
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Reply Reply { get; } = reply;

    public string Model { get; } = model;

    /// <summary>OpenAI streams report usage only when asked.</summary>
    public bool IncludeUsage { get; } = includeUsage;

    public bool HasUsage => !Reply.Faults.HasFlag(Faults.NoUsage);

    public long InputTokens => Reply.Faults.HasFlag(Faults.AbsurdUsage) ? -5 : Reply.InputTokens ?? ((inputBytes + 3) / 4);

    public long OutputTokens => Reply.Faults.HasFlag(Faults.AbsurdUsage) ? 9_000_000_000_000 : Reply.OutputTokens ?? ((OutputBytes + 3) / 4);

    public long CachedTokens => Reply.CachedTokens;

    public bool HasToolCalls => Reply.Pieces.Any(piece => piece is ToolCallPiece);

    public string Finish => Reply.Finish ?? (HasToolCalls ? "tool_calls" : "stop");

    public string Text => string.Concat(Reply.Pieces.OfType<TextPiece>().Select(piece => piece.Text));

    public string ReasoningText => string.Concat(Reply.Pieces.OfType<ReasoningPiece>().Select(piece => piece.Text));

    public string AnswerId(string prefix) => $"{prefix}{number:D6}";

    public string CallId(ToolCallPiece call, int index) => call.Id ?? $"call_{number:D4}_{index}";

    public static string Write(JsonNode node) => node.ToJsonString(Compact);

    public static string Event(JsonNode data, string? name = null) => (name is null ? "" : $"event: {name}\n") + $"data: {Write(data)}\n\n";

    public static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    private long OutputBytes => Reply.Pieces.Sum(piece => piece switch
    {
        TextPiece text => Bytes(text.Text),
        ReasoningPiece reasoning => Bytes(reasoning.Text),
        ToolCallPiece call => Bytes(call.Name) + Bytes(call.Arguments),
        _ => 0L,
    });
}
