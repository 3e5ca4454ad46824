using Microsoft.AspNetCore.Http;
using Tandem.Providers;
using Tandem.Server.Callers;

namespace Tandem.Server.Hosting;

/// <summary>Deny by default: what has no rule is not found, and every rule is checked before a body is read.</summary>
internal sealed class AccessControl(CallerCheck callers)
{
    public async Task RunAsync(HttpContext http, RequestDelegate next)
    {
        var life = RequestLife.Of(http);
        if (http.GetEndpoint()?.Metadata.GetMetadata<RouteRule>() is not { } rule)
            throw NotServed(http);

        life.Errors = IsAnthropic(http, rule) ? Dialect.Anthropic : rule.Errors;
        if (rule.Access != RouteAccess.Public)
            life.Caller = await callers.FindAsync(http, http.RequestAborted);
        if (rule.Access == RouteAccess.Admin && !life.Caller.IsAdmin)
            throw new GatewayException(WireErrorKind.Forbidden, "This needs an administrator's key: tandem keys create --role admin.");
        await next(http);
    }

    /// <summary>Some paths serve two families of clients.</summary>
    private static bool IsAnthropic(HttpContext http, RouteRule rule) => rule.Errors == Dialect.OpenAI && http.Request.Headers.ContainsKey("anthropic-version");

    private static GatewayException NotServed(HttpContext http) => http.GetEndpoint() is null
        ? new GatewayException(WireErrorKind.NotFound, "There is nothing at this path. docs/guides/gateway.md lists what there is.")
        : new GatewayException(WireErrorKind.NotFound, $"This path does not take {new string([.. http.Request.Method.Where(char.IsAsciiLetter).Take(10)])}.", "method_not_allowed");
}
