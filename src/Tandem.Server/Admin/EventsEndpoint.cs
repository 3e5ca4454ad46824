using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Pipeline.Errors;
using Tandem.Providers;
using Tandem.Server.Gateway;
using Tandem.Server.Hosting;

namespace Tandem.Server.Admin;

/// <summary>Server-sent events: <c>decision</c> and <c>receipt</c> of each request as it happens, with a comment now and then so that proxies keep the connection.</summary>
internal sealed class EventsEndpoint(ServerEvents events, Draining draining, ServerOptions options, TimeProvider time)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    public void Map(IEndpointRouteBuilder routes) => routes.MapRule("GET", AdminQuery.Root + "/events", RouteAccess.Caller, Dialect.Native, WatchAsync);

    private async Task WatchAsync(HttpContext http)
    {
        using var watcher = events.Watch(DecisionEndpoints.OwnerFor(http))
            ?? throw new RequestException(ErrorKind.RateLimited, "As many watch the events as may. Try again later.") { RetryAfter = TimeSpan.FromMinutes(1) };
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache";
        var output = new ClientStream(http, options.WriteDeadline, time);
        using var life = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, draining.Begun);
        await output.WriteAsync(": Tandem's events\n\n"u8.ToArray(), life.Token);
        try
        {
            var next = watcher.Lines.Reader.WaitToReadAsync(life.Token).AsTask();
            while (!life.IsCancellationRequested)
                if (await Task.WhenAny(next, Task.Delay(Beat, time, life.Token)) == next && await next)
                {
                    while (watcher.Lines.Reader.TryRead(out var line))
                        await output.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes($"event: {line.Name}\ndata: "), .. line.Body, .. "\n\n"u8], life.Token);
                    next = watcher.Lines.Reader.WaitToReadAsync(life.Token).AsTask();
                }
                else
                    await output.WriteAsync(": still here\n\n"u8.ToArray(), life.Token);
        }
        catch (OperationCanceledException) when (draining.HasBegun)
        {
            // The stream ends with the server; a watcher comes again.
        }
    }
}
