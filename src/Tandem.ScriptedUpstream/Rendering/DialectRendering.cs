using System.Text.Json.Nodes;

namespace Tandem.ScriptedUpstream.Rendering;

/// <summary>Speaks replies in one dialect.</summary>
internal abstract class DialectRendering
{
    /// <summary>The content type of a stream.</summary>
    public virtual string StreamType => "text/event-stream";

    public abstract IEnumerable<Chunk> Stream(AnswerContext context);

    public abstract JsonNode Whole(AnswerContext context);

    public abstract JsonNode Error(int status, string message, string? code);

    /// <summary>An error inside a stream, framed.</summary>
    public virtual string InBandError() => AnswerContext.Event(Error(503, "The server is overloaded.", "overloaded"));

    public virtual string MalformedLine => "data: {\"broken\": [1, \n\n";

    public virtual string Comment => ": keep-alive\n\n";

    /// <summary>Status, message and code by which this dialect's servers refuse a prompt that is too long.</summary>
    public abstract (int Status, string Message, string? Code) ContextLength { get; }

    public abstract (int Status, string Message, string? Code) ContentFilter { get; }

    public abstract (int Status, string Message, string? Code) QuotaExhausted { get; }

    protected static Chunk? PauseOf(ReplyPiece piece) => piece is HoldPiece or DelayPiece ? new Chunk(ChunkKind.Pause, "", Pause: piece) : null;

    /// <summary>Pieces of equal length, never between the halves of a surrogate pair.</summary>
    protected static IEnumerable<string> Fragments(string text, int length)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(text.Length, start + length);
            if (end < text.Length && char.IsHighSurrogate(text[end - 1])) end++;
            yield return text[start..end];
            start = end;
        }
    }
}
