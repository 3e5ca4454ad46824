namespace Tandem.ScriptedUpstream;

/// <summary>One scripted answer, apart from any dialect: the path that is called decides which one it is spoken in.</summary>
public sealed record Reply
{
    public IReadOnlyList<ReplyPiece> Pieces { get; init; } = [];

    /// <summary>HTTP status. From 400 on the dialect's error object is sent instead of the pieces.</summary>
    public int StatusCode { get; init; } = 200;

    /// <summary>Text of the error, and the error's code where the dialect has one.</summary>
    public string? ErrorMessage { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>Seconds in <c>Retry-After</c>; null = no such header.</summary>
    public int? RetryAfterSeconds { get; init; }

    public Faults Faults { get; init; }

    /// <summary>Pieces of content before the fault; see <see cref="ScriptedUpstream.Faults"/>.</summary>
    public int FaultAfter { get; init; }

    /// <summary><c>stop</c>, <c>length</c>, <c>tool_calls</c>, <c>content_filter</c>; null = by the pieces.</summary>
    public string? Finish { get; init; }

    /// <summary>Reported tokens; null = counted (four bytes a token).</summary>
    public long? InputTokens { get; init; }

    public long? OutputTokens { get; init; }

    public long CachedTokens { get; init; }

    /// <summary>Exactly these bytes instead of an answer, under <see cref="RawContentType"/>.</summary>
    public ReadOnlyMemory<byte>? RawBody { get; init; }

    public string RawContentType { get; init; } = "application/json";

    /// <summary>Text, one event a piece where it is streamed.</summary>
    public static Reply Stream(params string[] pieces) => new() { Pieces = [.. pieces.Select(text => new TextPiece(text))] };

    /// <summary>A JSON object as text, in events of seven characters.</summary>
    public static Reply Json(string json) => Stream([.. json.Chunk(7).Select(part => new string(part))]);

    public static Reply ToolCall(string name, string arguments, string? id = null) => new Reply().ThenToolCall(name, arguments, id);

    public static Reply Reasoning(string text, string? signature = null) => new() { Pieces = [new ReasoningPiece(text, signature)] };

    /// <summary>An error by its HTTP status.</summary>
    public static Reply Status(int status, string? message = null, int? retryAfterSeconds = null, string? code = null) =>
        new() { StatusCode = status, ErrorMessage = message, RetryAfterSeconds = retryAfterSeconds, ErrorCode = code };

    /// <summary>An answer of "Hello" with a fault.</summary>
    public static Reply Broken(Faults faults, int after = 0) => Stream("Hel", "lo").With(faults, after);

    /// <summary>Exactly these bytes.</summary>
    public static Reply Raw(ReadOnlyMemory<byte> body, string contentType, int status = 200) =>
        new() { RawBody = body, RawContentType = contentType, StatusCode = status };

    public Reply ThenText(params string[] pieces) => this with { Pieces = [.. Pieces, .. pieces.Select(text => new TextPiece(text))] };

    public Reply ThenToolCall(string name, string arguments, string? id = null) => this with { Pieces = [.. Pieces, new ToolCallPiece(name, arguments, id)] };

    /// <summary>Pauses here until <see cref="FakeUpstream.Release"/>.</summary>
    public Reply ThenHold() => this with { Pieces = [.. Pieces, new HoldPiece()] };

    public Reply With(Faults faults, int after = 0) => this with { Faults = Faults | faults, FaultAfter = after };

    public Reply WithUsage(long input, long output, long cached = 0) => this with { InputTokens = input, OutputTokens = output, CachedTokens = cached };

    public Reply WithFinish(string finish) => this with { Finish = finish };
}
