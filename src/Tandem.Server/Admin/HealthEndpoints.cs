using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Pipeline.Ledger;
using Tandem.Providers;
using Tandem.Routing.Prices;
using Tandem.Server.Gateway;
using Tandem.Server.Hosting;

namespace Tandem.Server.Admin;

/// <summary>What orchestrators and Prometheus ask. The first two tell nothing but yes or no.</summary>
internal sealed class HealthEndpoints(Engine.Engine engine, Draining draining, ServerMetrics metrics)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRule("GET", "/healthz", RouteAccess.Public, Dialect.Native, static http => WriteAsync(http, new Health("ok"), StatusCodes.Status200OK));
        routes.MapRule("GET", "/readyz", RouteAccess.Public, Dialect.Native, ReadyAsync);
        routes.MapRule("GET", "/metrics", RouteAccess.Admin, Dialect.Native, MetricsAsync);
    }

    /// <summary>Ready = the ledger answers, a model can be called, and the server is not stopping.</summary>
    private async Task ReadyAsync(HttpContext http)
    {
        var (state, status) = ("ready", StatusCodes.Status200OK);
        if (draining.HasBegun)
            (state, status) = ("stopping", StatusCodes.Status503ServiceUnavailable);
        else if (engine.Configuration.Models.Count == 0)
            (state, status) = ("no model", StatusCodes.Status503ServiceUnavailable);
        else if (!await LedgerAnswersAsync(http.RequestAborted))
            (state, status) = ("ledger unavailable", StatusCodes.Status503ServiceUnavailable);
        await WriteAsync(http, new Health(state), status);
    }

    private async Task<bool> LedgerAnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await engine.Ledger.ReadBudgetAsync(new BudgetLimit(engine.Owner, NanoUsd.Zero, BudgetPeriod.Total, Hard: false), engine.Time.GetUtcNow(), cancellationToken);
            return true;
        }
        catch (LedgerUnavailableException)
        {
            return false;
        }
    }

    private async Task MetricsAsync(HttpContext http)
    {
        http.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(metrics.Write()), http.RequestAborted);
    }

    private static Task WriteAsync(HttpContext http, Health health, int status) => JsonAnswer.WriteAsync(http, health, ServerJson.Default.Health, status);
}
