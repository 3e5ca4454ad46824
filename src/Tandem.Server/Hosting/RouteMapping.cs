using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Providers;

namespace Tandem.Server.Hosting;

internal static class RouteMapping
{
    /// <summary>Adds a route with its rule. There is no other way to add one: the server does not start with a route that has no rule.</summary>
    public static void MapRule(this IEndpointRouteBuilder routes, string method, string pattern, RouteAccess access, Dialect errors, RequestDelegate handler) =>
        routes.MapMethods(pattern, [method], handler).WithMetadata(new RouteRule(access, errors));

    /// <exception cref="InvalidOperationException">A route has no rule.</exception>
    public static void RequireRules(this IEndpointRouteBuilder routes)
    {
        foreach (var endpoint in routes.DataSources.SelectMany(source => source.Endpoints))
            if (endpoint.Metadata.GetMetadata<RouteRule>() is null)
                throw new InvalidOperationException($"The route '{endpoint.DisplayName}' has no rule that says who may call it.");
    }
}
