using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Keys;
using Tandem.Pipeline.Ledger;
using Tandem.Providers;
using Tandem.Routing;
using Tandem.Routing.Prices;
using Tandem.Server.Callers;
using Tandem.Server.Gateway;
using Tandem.Server.Hosting;

namespace Tandem.Server.Admin;

/// <summary>The virtual keys: made, listed, revoked. For administrators. A secret is shown once, when it is made.</summary>
internal sealed class KeyEndpoints(Engine.Engine engine, KeyCache cache, ServerOptions options)
{
    private const int MaxName = 200;

    private IVirtualKeyStore Store => engine.Services.GetRequiredService<IVirtualKeyStore>();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRule("GET", AdminQuery.Root + "/keys", RouteAccess.Admin, Dialect.Native, ListAsync);
        routes.MapRule("POST", AdminQuery.Root + "/keys", RouteAccess.Admin, Dialect.Native, CreateAsync);
        routes.MapRule("DELETE", AdminQuery.Root + "/keys/{id}", RouteAccess.Admin, Dialect.Native, RevokeAsync);
    }

    private async Task ListAsync(HttpContext http)
    {
        var now = engine.Time.GetUtcNow();
        var keys = await Store.ListAsync(http.RequestAborted);
        await JsonAnswer.WriteAsync(http, new KeyList([.. keys.Select(stored => Item(stored.Key, now))]), ServerJson.Default.KeyList);
    }

    private async Task CreateAsync(HttpContext http)
    {
        var body = await BoundedBody.ReadAsync(http.Request, options.MaxBodyBytes, http.RequestAborted);
        var wire = RequestBody.Read(body.Span, ServerJson.Default.KeyRequest);
        var key = KeyOf(wire, engine.Time.GetUtcNow());
        var secret = KeySecret.New();
        await Store.AddAsync(key, KeySecret.Hash(secret), http.RequestAborted);
        cache.Forget();
        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(http, new CreatedKey(key.Id.Value, secret), ServerJson.Default.CreatedKey, StatusCodes.Status201Created);
    }

    private async Task RevokeAsync(HttpContext http)
    {
        var id = new KeyId((string)http.Request.RouteValues["id"]!);
        if (!await Store.RevokeAsync(id, engine.Time.GetUtcNow(), http.RequestAborted))
            throw new GatewayException(WireErrorKind.NotFound, "There is no such key.");
        cache.Forget();
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private VirtualKey KeyOf(KeyRequest wire, DateTimeOffset now)
    {
        var name = wire.Name is { Length: > 0 and <= MaxName } given ? given : throw new GatewayException(WireErrorKind.Invalid, $"'name' must say in 1 to {MaxName} characters what the key is for.");
        if ((wire.Pool ?? []).FirstOrDefault(model => engine.Configuration.AllModels.All(known => known.Name != model)) is { } unknown)
            throw new GatewayException(WireErrorKind.Invalid, $"'pool' names '{unknown}', and there is no such model.");
        return new VirtualKey
        {
            Id = KeyId.New(now),
            Name = name,
            Owner = wire.Owner is { Length: > 0 } owner ? $"user:{owner}" : null,
            Team = wire.Team is { Length: > 0 } team ? $"team:{team}" : null,
            Role = AdminQuery.Word<KeyRole>("role", wire.Role ?? "user"),
            DataClass = wire.DataClass is { } word ? AdminQuery.Word<DataClass>("data_class", word) : null,
            Pool = wire.Pool ?? [],
            Limit = wire.BudgetUsd is { } usd ? NanoUsd.FromUsd(Positive("budget_usd", usd)) : null,
            Period = AdminQuery.Word<BudgetPeriod>("per", wire.Per ?? "month"),
            RequestsPerMinute = wire.Rpm is { } requests ? Positive("rpm", requests) : null,
            TokensPerMinute = wire.Tpm is { } tokens ? Positive("tpm", tokens) : null,
            CreatedAt = now,
            ExpiresAt = wire.ExpiresInDays is { } days ? now.AddDays(Math.Min(Positive("expires_in_days", days), 36_500)) : null,
        };
    }

    private static KeyItem Item(VirtualKey key, DateTimeOffset now) => new(
        key.Id.Value, key.Name, key.Owner, key.Team, AdminQuery.Snake(key.Role), key.DataClass is { } dataClass ? AdminQuery.Snake(dataClass) : null, key.Pool, key.Limit?.Usd,
        AdminQuery.Snake(key.Period), key.RequestsPerMinute, key.TokensPerMinute, key.CreatedAt, key.ExpiresAt, key.RevokedAt is not null ? "revoked" : key.IsLive(now) ? "live" : "expired");

    private static T Positive<T>(string name, T value)
        where T : System.Numerics.INumber<T> => value > T.Zero ? value : throw new GatewayException(WireErrorKind.Invalid, $"'{name}' must be more than 0.");
}
