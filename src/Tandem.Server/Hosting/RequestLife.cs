using Microsoft.AspNetCore.Http;
using Tandem.Pipeline.Ids;
using Tandem.Providers;
using Tandem.Server.Callers;

namespace Tandem.Server.Hosting;

/// <summary>What the server knows of one HTTP request.</summary>
internal sealed class RequestLife(RequestId id)
{
    public RequestId Id => id;

    /// <summary>How errors are written to this client.</summary>
    public Dialect Errors { get; set; }

    /// <summary>Who asks. Set before any handler of a route that needs a caller.</summary>
    public Caller Caller { get; set; } = Caller.Nobody;

    /// <summary>The body as it came; empty until it was read.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>The model that answered, for the metrics.</summary>
    public string? Model { get; set; }

    public static RequestLife Of(HttpContext http) => http.Features.Get<RequestLife>()!;
}
