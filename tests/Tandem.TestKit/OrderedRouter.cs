using Tandem.Routing;
using Tandem.Routing.Estimation;
using Tandem.Routing.Policies;

namespace Tandem.TestKit;

/// <summary>A router whose first model scores best, so that the order of a test's models is the order of the decision. Its one policy is <c>order</c>.</summary>
public static class OrderedRouter
{
    public static Router Create() => new(
        new RoutingOptions { Policy = "order", Policies = [new PolicyOptions { Name = "order", Threshold = 0, UsdPerSuccess = null, Exploration = 0 }] }, new ByOrder());

    private sealed class ByOrder : IScoreEstimator
    {
        public string Version => "order";

        public IReadOnlyList<ScoreEstimate> Estimate(RouteQuery query, IReadOnlyList<ModelProfile> models) =>
            [.. models.Select((_, place) => 0.9 - place * 0.1).Select(score => new ScoreEstimate(score, score, score))];
    }
}
