namespace Tandem.ScriptedUpstream;

/// <summary>What goes wrong with an answer. Several may go wrong at once.</summary>
[Flags]
public enum Faults
{
    None = 0,

    /// <summary>Takes the request and says nothing, not even headers, until the client leaves or the server is released.</summary>
    Silence = 1 << 0,

    /// <summary>Headers come; then nothing after <see cref="Reply.FaultAfter"/> pieces of content (0 = no first token), until released.</summary>
    Stall = 1 << 1,

    /// <summary>The connection is closed inside the body after <see cref="Reply.FaultAfter"/> pieces.</summary>
    Cut = 1 << 2,

    /// <summary>The body ends in good order after <see cref="Reply.FaultAfter"/> pieces, without finish and terminator.</summary>
    EndEarly = 1 << 3,

    /// <summary>TCP reset after <see cref="Reply.FaultAfter"/> pieces; with a negative number before the headers.</summary>
    Reset = 1 << 4,

    /// <summary>One broken line stands after <see cref="Reply.FaultAfter"/> pieces; the rest is right.</summary>
    MalformedLine = 1 << 5,

    /// <summary>The finish comes, the dialect's terminator does not.</summary>
    NoTerminator = 1 << 6,

    /// <summary>Bytes that are no UTF-8 stand inside the text after <see cref="Reply.FaultAfter"/> pieces.</summary>
    BadUtf8 = 1 << 7,

    /// <summary>200 with a page of HTML.</summary>
    Html = 1 << 8,

    /// <summary>200 with no body.</summary>
    Empty = 1 << 9,

    /// <summary>The right body under <c>text/plain</c>.</summary>
    WrongContentType = 1 << 10,

    /// <summary>An error in the stream after <see cref="Reply.FaultAfter"/> pieces; without a stream an error object under status 200.</summary>
    InBandError = 1 << 11,

    NoUsage = 1 << 12,

    /// <summary>Negative and gigantic counts.</summary>
    AbsurdUsage = 1 << 13,

    /// <summary>307 to another path of the same server.</summary>
    Redirect = 1 << 14,

    OneBytePerPacket = 1 << 15,

    /// <summary>Lines end with CR LF.</summary>
    Crlf = 1 << 16,

    /// <summary>SSE comments (NDJSON: empty lines) between the events.</summary>
    Comments = 1 << 17,

    /// <summary>The dialect's own error for a prompt that is too long.</summary>
    ContextLength = 1 << 18,

    /// <summary>The dialect's own error for refused content.</summary>
    ContentFilter = 1 << 19,

    /// <summary>The dialect's own error for a used-up quota.</summary>
    QuotaExhausted = 1 << 20,

    /// <summary>Everything is right, but the connection stays open after the terminator until released.</summary>
    StaysOpen = 1 << 21,
}
