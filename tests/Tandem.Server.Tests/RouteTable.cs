using Microsoft.AspNetCore.Routing;
using Tandem.Server.Hosting;

namespace Tandem.Server.Tests;

/// <summary>Every route that a server serves.</summary>
internal static class RouteTable
{
    public static IEnumerable<(string Method, string Path, RouteRule Rule)> Of(TandemServer server) =>
        from endpoint in server.Routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select (method, Filled(endpoint.RoutePattern), endpoint.Metadata.GetMetadata<RouteRule>()!);

    private static string Filled(Microsoft.AspNetCore.Routing.Patterns.RoutePattern pattern) =>
        pattern.Parameters.Aggregate(pattern.RawText!, (path, parameter) => System.Text.RegularExpressions.Regex.Replace(path, @"\{\**" + parameter.Name + @"\}", "some"));
}
