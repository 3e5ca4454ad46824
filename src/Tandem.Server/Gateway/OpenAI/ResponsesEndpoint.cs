using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Providers;
using Tandem.Server.Gateway.Conversations;
using Tandem.Server.Hosting;

namespace Tandem.Server.Gateway.OpenAI;

/// <summary>OpenAI responses.</summary>
internal sealed class ResponsesEndpoint(CallFactory calls, AnswerRelay relay, ResponsesConversation conversations, ServerOptions options)
{
    private const string Path = "/v1/responses";

    public void Map(IEndpointRouteBuilder routes) => routes.MapRule("POST", Path, RouteAccess.Caller, Dialect.Responses, AnswerAsync);

    private async Task AnswerAsync(HttpContext http)
    {
        var body = await BoundedBody.ReadAsync(http.Request, options.MaxBodyBytes, http.RequestAborted);
        var (whole, keeper) = await conversations.OpenAsync(RequestLife.Of(http).Caller.Owner, body, http.RequestAborted);
        var call = calls.Create(http, DialectDoors.Read(http, Dialect.Responses, whole), Path);
        await relay.AnswerAsync(http, call with { Witness = keeper });
    }
}
