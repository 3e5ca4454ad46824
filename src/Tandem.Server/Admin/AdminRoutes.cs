using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Tandem.Server.Admin;

internal static class AdminRoutes
{
    /// <summary>Every route of operation, one line each.</summary>
    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        services.GetRequiredService<HealthEndpoints>().Map(routes);
        services.GetRequiredService<DecisionEndpoints>().Map(routes);
        services.GetRequiredService<MoneyEndpoints>().Map(routes);
        services.GetRequiredService<KeyEndpoints>().Map(routes);
        services.GetRequiredService<PoolEndpoints>().Map(routes);
        services.GetRequiredService<EventsEndpoint>().Map(routes);
        routes.MapOpenApi();
    }
}
