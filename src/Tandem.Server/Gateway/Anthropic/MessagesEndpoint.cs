using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Providers;
using Tandem.Server.Gateway.Conversations;
using Tandem.Server.Hosting;

namespace Tandem.Server.Gateway.Anthropic;

/// <summary>Anthropic messages, of both generations. Beta headers and <c>?beta=true</c> are taken as they come: their names change with every release of a client.</summary>
internal sealed class MessagesEndpoint(CallFactory calls, AnswerRelay relay, ThreadConversation threads, ServerOptions options)
{
    private const string Path = "/v1/messages";

    public void Map(IEndpointRouteBuilder routes) => routes.MapRule("POST", Path, RouteAccess.Caller, Dialect.Anthropic, AnswerAsync);

    private async Task AnswerAsync(HttpContext http)
    {
        var body = await BoundedBody.ReadAsync(http.Request, options.MaxBodyBytes, http.RequestAborted);
        var (whole, keeper) = await threads.OpenAsync(RequestLife.Of(http).Caller.Owner, body, http.RequestAborted);
        var call = calls.Create(http, DialectDoors.Read(http, Dialect.Anthropic, whole), Path);
        await relay.AnswerAsync(http, call with { Witness = keeper });
    }
}
