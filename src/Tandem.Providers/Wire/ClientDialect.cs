using Tandem.Providers.Chat;

namespace Tandem.Providers.Wire;

/// <summary>A wire format as clients speak it: read their requests, answer them, tell them errors.</summary>
/// <remarks>Holds no state; what an answer needs while it streams is in the writer that it makes.</remarks>
internal abstract class ClientDialect
{
    public abstract Dialect Dialect { get; }

    /// <summary>Streams are lines of JSON instead of server-sent events.</summary>
    public virtual bool IsLineFramed => false;

    public virtual string StreamContentType => IsLineFramed ? "application/x-ndjson" : "text/event-stream";

    /// <param name="model">The model's name where it stands in the path and not in the body (Google), else null.</param>
    /// <param name="stream">Likewise whether the answer is streamed.</param>
    /// <exception cref="RequestFormatException">The body is no request of the dialect.</exception>
    public abstract RequestOutline Scan(ReadOnlyMemory<byte> body, string? model, bool? stream);

    /// <exception cref="RequestFormatException">The body is no request of the dialect.</exception>
    public abstract ChatRequest ReadRequest(ModelRequest request, Action<string> onDropped);

    public abstract AnswerWriter CreateWriter(AnswerHead head, ModelRequest request);

    public abstract byte[] WriteWhole(AnswerHead head, ModelRequest request, ChatAnswer answer);

    public abstract byte[] WriteError(WireError error);

    /// <summary>An error behind the first bytes of a stream, framed; the stream ends with it.</summary>
    public abstract byte[] WriteStreamError(WireError error);
}
