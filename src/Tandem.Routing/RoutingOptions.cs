using Tandem.Routing.Policies;
using Tandem.Routing.Rules;

namespace Tandem.Routing;

/// <summary>Section <c>routing</c> of the configuration.</summary>
public sealed record RoutingOptions
{
    /// <summary>The policy in force where a request names none.</summary>
    public string Policy { get; init; } = BuiltInPolicies.Default;

    /// <summary>Policies beside, or instead of, the built-in ones.</summary>
    public IReadOnlyList<PolicyOptions> Policies { get; init; } = [];

    public IReadOnlyList<RouteRule> Rules { get; init; } = [];

    /// <summary>The policy of that name, or null.</summary>
    public PolicyOptions? Find(string name) =>
        Policies.FirstOrDefault(policy => policy.Name == name) ?? BuiltInPolicies.All.FirstOrDefault(policy => policy.Name == name);
}
