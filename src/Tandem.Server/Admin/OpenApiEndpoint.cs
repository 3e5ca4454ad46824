using Microsoft.AspNetCore.Routing;
using Tandem.Providers;
using Tandem.Server.Hosting;

namespace Tandem.Server.Admin;

/// <summary>The OpenAPI document of Tandem's own API: a file beside this one.</summary>
internal static class OpenApiEndpoint
{
    private const string Resource = "Tandem.Server.Admin.openapi.json";

    public static void MapOpenApi(this IEndpointRouteBuilder routes) =>
        routes.MapRule("GET", AdminQuery.Root + "/openapi.json", RouteAccess.Caller, Dialect.Native, static async http =>
        {
            await using var document = Open();
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = document.Length;
            await document.CopyToAsync(http.Response.Body, http.RequestAborted);
        });

    public static Stream Open() => typeof(OpenApiEndpoint).Assembly.GetManifestResourceStream(Resource)!;
}
