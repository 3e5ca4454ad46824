using Tandem.Routing.Decisions;
using Tandem.Routing.Estimation;
using Tandem.Routing.Policies;
using Tandem.Routing.Prices;

namespace Tandem.Routing;

/// <summary>A query becomes a decision: rules, eligibility, estimate, price, policy. Pure, and safe for concurrent use.</summary>
public sealed class Router(RoutingOptions options, IScoreEstimator estimator)
{
    private static readonly IReadOnlySet<string> NoneFailed = new HashSet<string>();

    /// <summary>Decides among all configured models.</summary>
    /// <param name="models">The whole configuration, in its order; those that may not be taken come back with the reason.</param>
    /// <param name="policy">A policy's name; null = the one in force.</param>
    /// <param name="context">What is known beside the query.</param>
    /// <exception cref="UnknownPolicyException">No policy of that name exists.</exception>
    public RouteDecision Decide(RouteQuery query, IReadOnlyList<ModelProfile> models, string? policy, RouteContext context)
    {
        var rule = options.Rules.FirstOrDefault(rule => rule.When.Holds(query));
        var inForce = Find(policy ?? rule?.Use.Policy ?? options.Policy);
        var scores = estimator.Estimate(query, models);
        var candidates = new List<Candidate>(models.Count);
        for (var place = 0; place < models.Count; place++)
        {
            var model = models[place];
            var tokens = CostEstimator.Tokens(query, model, context.CountTokens);
            var ceiling = CostEstimator.Ceiling(query, model, tokens);
            candidates.Add(new Candidate
            {
                Model = model,
                ExcludedBy = Eligibility.Check(query, model, inForce, rule, ceiling, tokens, context.Failed ?? NoneFailed),
                Score = scores[place],
                ExpectedCost = CostEstimator.Expected(query, model, tokens),
                CostCeiling = ceiling,
                ExpectedLatency = CostEstimator.Latency(model, tokens),
            });
        }

        var gain = new GainPolicy(inForce);
        if (query.Boundary != Boundary.None || !candidates.Exists(candidate => candidate.IsEligible && candidate.Model.Name == query.CurrentModel))
            return gain.Decide(query, candidates, context.ShadowPrice, estimator.Version, new Random(context.Seed));

        // Outside a boundary the conversation's model stays; the others follow where it fails.
        var kept = gain.Decide(query, Keep(query.CurrentModel!, candidates), context.ShadowPrice, estimator.Version, new Random(context.Seed));
        var free = gain.Decide(query, candidates, context.ShadowPrice, estimator.Version, new Random(context.Seed));
        return kept with { Order = [.. kept.Order, .. free.Order.Where(candidate => candidate.Model.Name != query.CurrentModel)] };
    }

    private static List<Candidate> Keep(string model, List<Candidate> candidates) =>
        candidates.ConvertAll(candidate => candidate.IsEligible && candidate.Model.Name != model
            ? candidate with { ExcludedBy = new(ExclusionReason.Pin, $"a tool loop keeps its model ({model})") }
            : candidate);

    private PolicyOptions Find(string name) => options.Find(name) ?? throw new UnknownPolicyException(
        name, [.. options.Policies.Concat(BuiltInPolicies.All).Select(policy => policy.Name).Distinct()]);
}
