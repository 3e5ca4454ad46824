using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Providers;
using Tandem.Server.Hosting;

namespace Tandem.Server.Gateway.Ollama;

/// <summary>Ollama chat. A chat without messages loads a model at Ollama; here it is answered at once, as there is nothing to load.</summary>
internal sealed class ChatEndpoint(CallFactory calls, AnswerRelay relay, LoadAnswer load, ServerOptions options)
{
    private const string Path = "/api/chat";

    public void Map(IEndpointRouteBuilder routes) => routes.MapRule("POST", Path, RouteAccess.Caller, Dialect.Ollama, AnswerAsync);

    private async Task AnswerAsync(HttpContext http)
    {
        var body = await BoundedBody.ReadAsync(http.Request, options.MaxBodyBytes, http.RequestAborted);
        var request = DialectDoors.Read(http, Dialect.Ollama, body);
        if (request.Outline.MessageCount == 0)
            await load.WriteAsync(http, request.Outline.Model, isChat: true);
        else
            await relay.AnswerAsync(http, calls.Create(http, request, Path));
    }
}
