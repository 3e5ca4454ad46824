using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Pipeline.Models;
using Tandem.Providers;
using Tandem.Routing;
using Tandem.Routing.Decisions;
using Tandem.Routing.Policies;
using Tandem.Server.Gateway;
using Tandem.Server.Hosting;

namespace Tandem.Server.Admin;

/// <summary>The models with their health and load, and the policies that choose among them.</summary>
internal sealed class PoolEndpoints(Engine.Engine engine, ModelPool pool)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRule("GET", AdminQuery.Root + "/models", RouteAccess.Caller, Dialect.Native, ModelsAsync);
        routes.MapRule("GET", AdminQuery.Root + "/policies", RouteAccess.Caller, Dialect.Native, PoliciesAsync);
    }

    private Task ModelsAsync(HttpContext http)
    {
        var caller = RequestLife.Of(http).Caller;
        var profiles = pool.Profiles().ToDictionary(profile => profile.Name, StringComparer.Ordinal);
        var items =
            from load in pool.Loads()
            where caller.Pool is not { } allowed || allowed.Contains(load.Model)
            let profile = profiles[load.Model]
            let configured = engine.Configuration.AllModels.First(model => model.Name == load.Model).Options
            select new ModelItem(
                profile.Name, Words.Of(profile.Zone), configured.Provider.ToString().ToLowerInvariant(), profile.ContextTokens, profile.MaxOutputTokens, [.. Supports(profile.Supports)],
                profile.Price.Input, profile.Price.Output, AdminQuery.Snake(profile.Health), profile.Unusable, load.UnderWay, load.Waiting, load.MaxConcurrency);
        return JsonAnswer.WriteAsync(http, new ModelList([.. items]), ServerJson.Default.ModelList);
    }

    private Task PoliciesAsync(HttpContext http)
    {
        var routing = engine.Configuration.Routing;
        var all = routing.Policies.Concat(BuiltInPolicies.All.Where(built => routing.Policies.All(own => own.Name != built.Name)));
        return JsonAnswer.WriteAsync(http, new PolicyList(routing.Policy, [.. all.Select(Item)]), ServerJson.Default.PolicyList);
    }

    private static IEnumerable<string> Supports(Capabilities supports) =>
        Enum.GetValues<Capabilities>().Where(one => one != Capabilities.None && supports.HasFlag(one)).Select(AdminQuery.Snake);

    private static PolicyItem Item(PolicyOptions policy) => new(
        policy.Name, policy.Pool, policy.Zone is { } zone ? Words.Of(zone) : null, policy.MaxQualityLoss, policy.Confidence, policy.Threshold, policy.UsdPerSuccess,
        policy.UsdPerSecondWaited, policy.Exploration);
}
