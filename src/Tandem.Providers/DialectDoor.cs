using Tandem.Providers.Chat;
using Tandem.Providers.Wire;

namespace Tandem.Providers;

/// <summary>What a host needs to answer clients of a dialect: read their requests, and tell them errors.</summary>
public static class DialectDoor
{
    /// <summary>Scans a body once.</summary>
    /// <param name="model">The model's name where the dialect has it in the path (Google), else null.</param>
    /// <param name="stream">Likewise whether the answer is streamed.</param>
    /// <param name="headers">The client's headers; those on the dialect's list go to an upstream of the same dialect.</param>
    /// <exception cref="RequestFormatException">The body is no request of the dialect.</exception>
    public static ModelRequest Read(
        Dialect dialect, ReadOnlyMemory<byte> body, string? model = null, bool? stream = null, IReadOnlyDictionary<string, string>? headers = null) => new()
        {
            Dialect = dialect,
            Body = body,
            Outline = WireDialects.Of(dialect).Scan(body, model, stream),
            Headers = headers ?? new Dictionary<string, string>(),
        };

    /// <summary>The request as a canonical record.</summary>
    /// <param name="onDropped">Told of each field that has no place in it.</param>
    public static ChatRequest ToChat(ModelRequest request, Action<string> onDropped) =>
        request.Chat ?? WireDialects.Of(request.Dialect).ReadRequest(request, onDropped);

    public static string ContentType(Dialect dialect, bool stream) => stream ? WireDialects.Of(dialect).StreamContentType : "application/json";

    /// <summary>The body of an error answer; its status is <see cref="WireError.Status"/>, for Anthropic's overload 529.</summary>
    public static byte[] Error(Dialect dialect, WireError error) => WireDialects.Of(dialect).WriteError(error);

    /// <summary>An error inside a stream that has begun; nothing may follow it.</summary>
    public static byte[] StreamError(Dialect dialect, WireError error) => WireDialects.Of(dialect).WriteStreamError(error);
}
