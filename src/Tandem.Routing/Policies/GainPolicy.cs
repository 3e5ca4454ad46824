using System.Globalization;
using Tandem.Routing.Decisions;
using Tandem.Routing.Prices;

namespace Tandem.Routing.Policies;

/// <summary>Takes a dearer model only where its predicted gain over the cheapest eligible one is worth its price.</summary>
/// <remarks>
/// Worth = score − threshold (for all but the cheapest) − (cost × shadow price + waiting) ÷ value of a right answer. All terms are in
/// units of success, so that one number is compared. Raising the threshold lowers the worth of every dearer candidate alike.
/// </remarks>
public sealed class GainPolicy(PolicyOptions options) : IRoutingPolicy
{
    /// <summary>A conversation stays with its model unless another is better by this much: switching has costs that no price shows.</summary>
    private const double Hysteresis = 0.02;

    /// <summary>Candidates within this worth of the best are safe to explore.</summary>
    private const double SafeMargin = 0.05;

    public string Name => options.Name;

    public RouteDecision Decide(RouteQuery query, IReadOnlyList<Candidate> candidates, double shadowPrice, string estimator, Random chance)
    {
        var eligible = candidates.Where(candidate => candidate.IsEligible).ToList();
        var version = Version(estimator);
        if (eligible.Count == 0)
            return new RouteDecision
            {
                Choice = null,
                Candidates = candidates,
                Order = [],
                Policy = Name,
                PolicyVersion = version,
                Propensity = 1,
                Explored = false,
                Reason = "no model is eligible",
            };

        var order = Rank(query, eligible, shadowPrice);
        var (choice, propensity) = Explore(query, order, shadowPrice, chance);
        var explored = choice != order[0];
        if (explored)
        {
            order.Remove(choice);
            order.Insert(0, choice);
        }

        return new RouteDecision
        {
            Choice = choice,
            Candidates = candidates,
            Order = order,
            Policy = Name,
            PolicyVersion = version,
            Propensity = propensity,
            Explored = explored,
            Reason = DecisionReason.Of(query, choice, order, explored),
        };
    }

    private double Worth(RouteQuery query, Candidate candidate, NanoUsd cheapest, double shadowPrice)
    {
        var score = options.DecideOn == DecideOn.Mean ? candidate.Score.Expected : candidate.Score.Low;
        var stays = candidate.Model.Name == query.CurrentModel ? Hysteresis : 0;
        var dearer = candidate.ExpectedCost > cheapest ? options.Threshold : 0;
        if (options.UsdPerSuccess is not { } usdPerSuccess)
            return score + stays - dearer;

        var usd = (double)candidate.ExpectedCost.Usd * shadowPrice
            + (double)options.UsdPerSecondWaited * candidate.ExpectedLatency.TotalSeconds;
        return score + stays - dearer - usd / (double)usdPerSuccess;
    }

    /// <summary>Every candidate that this policy could take here, with its probability; they sum to 1, and are none where none is eligible.</summary>
    /// <remarks>Together with recorded propensities this is what off-policy evaluation needs.</remarks>
    public IReadOnlyList<(Candidate Candidate, double Probability)> Chances(RouteQuery query, IReadOnlyList<Candidate> candidates, double shadowPrice)
    {
        var eligible = candidates.Where(candidate => candidate.IsEligible).ToList();
        if (eligible.Count == 0)
            return [];
        var order = Rank(query, eligible, shadowPrice);
        var safe = Safe(query, order, shadowPrice);
        return [.. order.Take(safe).Select((candidate, place) => (candidate, Propensity(place, safe)))];
    }

    /// <summary>Most worth first; ties by cost, time and name, so that a decision can be repeated.</summary>
    private List<Candidate> Rank(RouteQuery query, List<Candidate> eligible, double shadowPrice)
    {
        var cheapest = eligible.Min(candidate => candidate.ExpectedCost);
        var ranked = eligible.ConvertAll(candidate => (Worth: Worth(query, candidate, cheapest, shadowPrice), Candidate: candidate));
        ranked.Sort(static (one, other) => Compare(one, other));
        return ranked.ConvertAll(static one => one.Candidate);
    }

    private static int Compare((double Worth, Candidate Candidate) one, (double Worth, Candidate Candidate) other)
    {
        var order = other.Worth.CompareTo(one.Worth);
        if (order == 0)
            order = one.Candidate.ExpectedCost.CompareTo(other.Candidate.ExpectedCost);
        if (order == 0)
            order = one.Candidate.ExpectedLatency.CompareTo(other.Candidate.ExpectedLatency);
        return order != 0 ? order : string.CompareOrdinal(one.Candidate.Model.Name, other.Candidate.Model.Name);
    }

    /// <summary>Draws among the safe candidates with probability ε; the propensity is exact for either outcome.</summary>
    private (Candidate Choice, double Propensity) Explore(RouteQuery query, List<Candidate> order, double shadowPrice, Random chance)
    {
        var safe = Safe(query, order, shadowPrice);
        var drawn = safe > 1 && chance.NextDouble() < options.Exploration ? chance.Next(safe) : 0;
        return (order[drawn], Propensity(drawn, safe));
    }

    /// <summary>How many from the front may be tried; 1 = only the best.</summary>
    private int Safe(RouteQuery query, List<Candidate> order, double shadowPrice)
    {
        // Inside a tool loop nothing is tried, and a named model is not a choice.
        if (options.Exploration <= 0 || query.Boundary == Boundary.None || query.PinnedModel is not null)
            return 1;
        var cheapest = order.Min(candidate => candidate.ExpectedCost);
        var best = Worth(query, order[0], cheapest, shadowPrice);
        return order.Count(candidate => best - Worth(query, candidate, cheapest, shadowPrice) <= SafeMargin);
    }

    private double Propensity(int place, int safe) =>
        safe < 2 ? 1 : options.Exploration / safe + (place == 0 ? 1 - options.Exploration : 0);

    private string Version(string estimator) => string.Create(
        CultureInfo.InvariantCulture,
        $"gain/{options.DecideOn}/t{options.Threshold:0.####}/v{options.UsdPerSuccess:0.####}/w{options.UsdPerSecondWaited:0.######}/e{options.Exploration:0.####} {estimator}");
}
