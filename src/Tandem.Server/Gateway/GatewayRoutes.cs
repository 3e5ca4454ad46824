using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Configuration;
using Tandem.Server.Gateway.Anthropic;
using Tandem.Server.Gateway.Ollama;
using Tandem.Server.Gateway.OpenAI;

namespace Tandem.Server.Gateway;

internal static class GatewayRoutes
{
    /// <summary>Every door of the gateway, one line each.</summary>
    public static void MapGateway(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var names = services.GetRequiredService<ModelNames>();
        var doors = services.GetRequiredService<DialectDoors>();
        var options = services.GetRequiredService<ServerOptions>();
        var started = services.GetRequiredService<TimeProvider>().GetUtcNow();

        routes.MapChatCompletions(doors);
        services.GetRequiredService<ResponsesEndpoint>().Map(routes);
        services.GetRequiredService<CompletionsEndpoint>().Map(routes);
        services.GetRequiredService<EmbeddingsEndpoint>().Map(routes);
        ModelsEndpoint.MapModels(routes, names, started);

        services.GetRequiredService<MessagesEndpoint>().Map(routes);
        routes.MapCountTokens(names, options);

        services.GetRequiredService<ChatEndpoint>().Map(routes);
        services.GetRequiredService<GenerateEndpoint>().Map(routes);
        services.GetRequiredService<EmbedEndpoint>().Map(routes);
        new CatalogueEndpoints(names, services.GetRequiredService<TandemConfiguration>(), started, options).Map(routes);
    }
}
