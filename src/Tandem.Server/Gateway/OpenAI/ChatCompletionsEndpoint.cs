using Microsoft.AspNetCore.Routing;
using Tandem.Providers;
using Tandem.Server.Hosting;

namespace Tandem.Server.Gateway.OpenAI;

/// <summary>OpenAI chat completions.</summary>
internal static class ChatCompletionsEndpoint
{
    private const string Path = "/v1/chat/completions";

    public static void MapChatCompletions(this IEndpointRouteBuilder routes, DialectDoors doors) =>
        routes.MapRule("POST", Path, RouteAccess.Caller, Dialect.OpenAI, http => doors.AnswerAsync(http, Dialect.OpenAI, Path));
}
