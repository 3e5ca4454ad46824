using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Tandem.Server.Admin;

internal static class AdminRoutes
{
    /// <summary>Every route of operation, one line each.</summary>
    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<HealthEndpoints>().Map(routes);
    }
}
