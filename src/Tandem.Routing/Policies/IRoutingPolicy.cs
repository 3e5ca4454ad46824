using Tandem.Routing.Decisions;

namespace Tandem.Routing.Policies;

/// <summary>Chooses among candidates whose eligibility, score, cost and time are known. Pure.</summary>
public interface IRoutingPolicy
{
    /// <summary>The name users write: <c>cheap</c>, <c>balanced</c>, <c>best</c>, <c>local</c>, or one of their own.</summary>
    string Name { get; }

    /// <summary>Takes one eligible candidate, or none where there is none.</summary>
    /// <param name="shadowPrice">What a dollar counts, from the budget's pace: 1 = as it is, more = the budget runs short.</param>
    /// <param name="estimator">Version of the estimator that made the scores.</param>
    /// <param name="chance">For exploration only; seeded by the caller from the request, so that a decision can be repeated.</param>
    RouteDecision Decide(RouteQuery query, IReadOnlyList<Candidate> candidates, double shadowPrice, string estimator, Random chance);
}
