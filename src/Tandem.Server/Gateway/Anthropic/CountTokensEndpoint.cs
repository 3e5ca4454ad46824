using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Pipeline;
using Tandem.Providers;
using Tandem.Server.Hosting;

namespace Tandem.Server.Gateway.Anthropic;

/// <summary>Counts the input tokens of a messages request with our own tokenizer: near the provider's count, not equal to it. Nothing is sent anywhere.</summary>
internal static class CountTokensEndpoint
{
    public static void MapCountTokens(this IEndpointRouteBuilder routes, ModelNames names, ServerOptions options) =>
        routes.MapRule("POST", "/v1/messages/count_tokens", RouteAccess.Caller, Dialect.Anthropic, http => AnswerAsync(http, names, options));

    private static async Task AnswerAsync(HttpContext http, ModelNames names, ServerOptions options)
    {
        var body = await BoundedBody.ReadAsync(http.Request, options.MaxBodyBytes, http.RequestAborted);
        var request = DialectDoor.Read(Dialect.Anthropic, body);
        names.Resolve(request.Outline.Model);
        var chat = DialectDoor.ToChat(request, static _ => { });
        await JsonAnswer.WriteAsync(http, new TokenCount(RequestPipeline.CountTokens(NativeRequest.Of(chat))), ServerJson.Default.TokenCount);
    }
}
