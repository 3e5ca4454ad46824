using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Providers;
using Tandem.Server.Gateway;
using Tandem.Server.Hosting;

namespace Tandem.Server.Admin;

/// <summary>Decisions, what became of them, and the sessions they belong to: one's own; an administrator's view is everybody's.</summary>
internal sealed class DecisionEndpoints(Engine.Engine engine, ServerOptions options)
{
    private const int SessionDepth = 1_000;
    private const int MaxEvidence = 4_000;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRule("GET", AdminQuery.Root + "/decisions", RouteAccess.Caller, Dialect.Native, ListAsync);
        routes.MapRule("GET", AdminQuery.Root + "/decisions/{id}", RouteAccess.Caller, Dialect.Native, FindAsync);
        routes.MapRule("POST", AdminQuery.Root + "/outcomes", RouteAccess.Caller, Dialect.Native, AddOutcomeAsync);
        routes.MapRule("GET", AdminQuery.Root + "/sessions", RouteAccess.Caller, Dialect.Native, SessionsAsync);
        routes.MapRule("GET", AdminQuery.Root + "/sessions/{id}", RouteAccess.Caller, Dialect.Native, SessionAsync);
    }

    /// <summary>Whose decisions a caller may see; null = everybody's.</summary>
    public static string? OwnerFor(HttpContext http)
    {
        var caller = RequestLife.Of(http).Caller;
        return caller.IsAdmin ? AdminQuery.Text(http, "owner") : caller.Owner;
    }

    private async Task ListAsync(HttpContext http)
    {
        var filter = new DecisionFilter
        {
            Owner = OwnerFor(http),
            Model = AdminQuery.Text(http, "model"),
            Since = AdminQuery.Time(http, "since"),
            Limit = AdminQuery.Number(http, "limit", otherwise: 20, least: 1, most: 1_000),
        };
        await JsonAnswer.WriteAsync(http, new DecisionList(await ReadAsync(filter, http.RequestAborted)), ServerJson.Default.DecisionList);
    }

    private async Task FindAsync(HttpContext http) =>
        await JsonAnswer.WriteAsync(http, await FindAsync(http, (string)http.Request.RouteValues["id"]!), ServerJson.Default.DecisionEntry);

    /// <exception cref="GatewayException">There is none, or it is another's: the same word for both.</exception>
    private async Task<DecisionEntry> FindAsync(HttpContext http, string id) =>
        await ReadAsync(new DecisionFilter { DecisionId = id, Owner = OwnerFor(http), Limit = 1 }, http.RequestAborted) is [var found]
            ? found
            : throw new GatewayException(WireErrorKind.NotFound, "There is no such decision.");

    private async Task AddOutcomeAsync(HttpContext http)
    {
        var body = await BoundedBody.ReadAsync(http.Request, options.MaxBodyBytes, http.RequestAborted);
        var wire = RequestBody.Read(body.Span, ServerJson.Default.OutcomeRequest);
        var kind = AdminQuery.Word<OutcomeKind>("kind", wire.Kind ?? "");
        if (wire.Value is not (>= 0 and <= 1))
            throw new GatewayException(WireErrorKind.Invalid, "'value' must be a number from 0 (useless) to 1 (right).");
        if (wire.Evidence is { Length: > MaxEvidence })
            throw new GatewayException(WireErrorKind.Invalid, $"'evidence' may have at most {MaxEvidence} characters.");
        var decision = await FindAsync(http, wire.DecisionId ?? "");
        await engine.Ledger.AppendOutcomeAsync(
            new OutcomeEntry { DecisionId = decision.DecisionId, Time = engine.Time.GetUtcNow(), Kind = kind, Value = wire.Value.Value, Evidence = wire.Evidence }, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task SessionsAsync(HttpContext http)
    {
        var decisions = await ReadAsync(new DecisionFilter { Owner = OwnerFor(http), Limit = SessionDepth }, http.RequestAborted);
        var sessions = decisions.Where(decision => decision.SessionId is not null).GroupBy(decision => decision.SessionId!.Value).Select(Session).OrderByDescending(session => session.Last);
        await JsonAnswer.WriteAsync(http, new SessionList([.. sessions]), ServerJson.Default.SessionList);
    }

    private async Task SessionAsync(HttpContext http)
    {
        var id = new SessionId((string)http.Request.RouteValues["id"]!);
        var decisions = await ReadAsync(new DecisionFilter { Owner = OwnerFor(http), Limit = SessionDepth }, http.RequestAborted);
        var mine = decisions.Where(decision => decision.SessionId == id).ToList();
        if (mine.Count == 0)
            throw new GatewayException(WireErrorKind.NotFound, "There is no such session.");
        await JsonAnswer.WriteAsync(http, new DecisionList(mine), ServerJson.Default.DecisionList);
    }

    private static SessionItem Session(IGrouping<SessionId, DecisionEntry> group) => new(
        group.Key.Value, group.Count(), group.Min(decision => decision.Time), group.Max(decision => decision.Time),
        [.. group.Select(decision => decision.Choice).OfType<string>().Distinct().Order(StringComparer.Ordinal)]);

    private ValueTask<List<DecisionEntry>> ReadAsync(DecisionFilter filter, CancellationToken cancellationToken) =>
        engine.Ledger.ReadDecisionsAsync(filter, cancellationToken).ToListAsync(cancellationToken);
}
