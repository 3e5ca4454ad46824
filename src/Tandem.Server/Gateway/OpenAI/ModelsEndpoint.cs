using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Providers;
using Tandem.Server.Callers;
using Tandem.Server.Hosting;

namespace Tandem.Server.Gateway.OpenAI;

/// <summary>The models a client may name, in OpenAI's shape, or in Anthropic's where the client says that it is one.</summary>
internal sealed class ModelsEndpoint(ModelNames names, DateTimeOffset started)
{
    private const string Owner = "tandem";

    public static void MapModels(IEndpointRouteBuilder routes, ModelNames names, DateTimeOffset started)
    {
        var endpoint = new ModelsEndpoint(names, started);
        routes.MapRule("GET", "/v1/models", RouteAccess.Caller, Dialect.OpenAI, endpoint.ListAsync);
        routes.MapRule("GET", "/v1/models/{**id}", RouteAccess.Caller, Dialect.OpenAI, endpoint.FindAsync);
    }

    /// <summary>Names that a caller may use: those of the key's pool, and what routes among them.</summary>
    public static IReadOnlyList<string> NamesFor(ModelNames names, Caller caller) =>
        [.. names.All.Where(name => caller.Pool is not { } pool || names.Find(name) is null || pool.Contains(name))];

    private Task ListAsync(HttpContext http)
    {
        var all = NamesFor(names, RequestLife.Of(http).Caller);
        return IsAnthropic(http)
            ? JsonAnswer.WriteAsync(http, new AnthropicModelList([.. all.Select(Anthropic)], HasMore: false, all[0], all[^1]), ServerJson.Default.AnthropicModelList)
            : JsonAnswer.WriteAsync(http, new OpenAIModelList("list", [.. all.Select(OpenAI)]), ServerJson.Default.OpenAIModelList);
    }

    private Task FindAsync(HttpContext http)
    {
        var name = (string?)http.Request.RouteValues["id"] ?? "";
        var caller = RequestLife.Of(http).Caller;
        if (names.Resolve(name).Model is { } model && caller.Pool is { } pool && !pool.Contains(model))
            throw new GatewayException(WireErrorKind.NotFound, "This key may not use that model.", "model_not_found");
        return IsAnthropic(http)
            ? JsonAnswer.WriteAsync(http, Anthropic(name), ServerJson.Default.AnthropicModel)
            : JsonAnswer.WriteAsync(http, OpenAI(name), ServerJson.Default.OpenAIModel);
    }

    private static bool IsAnthropic(HttpContext http) => RequestLife.Of(http).Errors == Dialect.Anthropic;

    private OpenAIModel OpenAI(string name) => new(name, "model", started.ToUnixTimeSeconds(), Owner);

    private AnthropicModel Anthropic(string name) =>
        new("model", name, name, started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
}
