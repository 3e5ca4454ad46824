using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Tandem.Providers;

namespace Tandem.Server.Gateway;

/// <summary>The doors whose requests and answers are a dialect's own: read, scan once, call, relay.</summary>
internal sealed class DialectDoors(CallFactory calls, AnswerRelay relay, ServerOptions options)
{
    /// <summary>Headers of a client that may go on to an upstream of the same dialect.</summary>
    private static readonly string[] Passed = ["anthropic-version", "anthropic-beta"];

    public async Task AnswerAsync(HttpContext http, Dialect dialect, string door)
    {
        var body = await BoundedBody.ReadAsync(http.Request, options.MaxBodyBytes, http.RequestAborted);
        await relay.AnswerAsync(http, calls.Create(http, Read(http, dialect, body), door));
    }

    /// <summary>A body as a request, with the headers that may go on.</summary>
    public static ModelRequest Read(HttpContext http, Dialect dialect, ReadOnlyMemory<byte> body) => DialectDoor.Read(dialect, body, headers: HeadersOf(http.Request));

    private static IReadOnlyDictionary<string, string> HeadersOf(HttpRequest request)
    {
        Dictionary<string, string>? headers = null;
        foreach (var name in Passed)
            if (request.Headers[name] is [{ Length: > 0 } value])
                (headers ??= new(StringComparer.OrdinalIgnoreCase))[name] = value;
        return headers ?? (IReadOnlyDictionary<string, string>)FrozenDictionary<string, string>.Empty;
    }
}
