using Tandem.Providers.Chat;

namespace Tandem.Providers.Wire;

/// <summary>A wire format in both directions: calling an upstream that speaks it, and answering a client that does.</summary>
/// <remarks>Holds no state; what an answer needs while it streams is in the tap, reader or writer that it makes.</remarks>
internal abstract class WireDialect
{
    public abstract Dialect Dialect { get; }

    /// <summary>Streams are lines of JSON instead of server-sent events.</summary>
    public virtual bool IsLineFramed => false;

    public virtual string StreamContentType => IsLineFramed ? "application/x-ndjson" : "text/event-stream";

    public abstract Uri Address(ModelOptions model, bool stream);

    /// <summary>Sets the key's header and those that the dialect demands.</summary>
    public abstract void Authorize(HttpRequestMessage message, ModelOptions model, ModelRequest request);

    /// <summary>The client's own body with the upstream's model name, the cap on the output, and a wish for usage.</summary>
    public abstract byte[] Splice(ModelRequest request, ModelOptions model, int maxOutputTokens);

    /// <summary>The request in this dialect, streamed always, so that the deadlines see progress.</summary>
    public abstract byte[] WriteRequest(ChatRequest chat, ModelOptions model, AttemptContext attempt);

    public abstract AnswerTap CreateTap(RequestOutline outline);

    public abstract AnswerReader CreateReader();

    /// <param name="model">The model's name where it stands in the path and not in the body (Google), else null.</param>
    /// <param name="stream">Likewise whether the answer is streamed.</param>
    public abstract RequestOutline Scan(ReadOnlyMemory<byte> body, string? model, bool? stream);

    public abstract ChatRequest ReadRequest(ModelRequest request, Action<string> onDropped);

    public abstract AnswerWriter CreateWriter(AnswerHead head);

    public abstract byte[] WriteWhole(AnswerHead head, ChatAnswer answer);

    public abstract byte[] WriteError(WireError error);

    /// <summary>An error behind the first bytes of a stream, framed; the stream ends with it.</summary>
    public abstract byte[] WriteStreamError(WireError error);
}
