using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Routing;
using Tandem.Routing.Decisions;
using Tandem.Routing.Prices;

namespace Tandem.Pipeline.Planning;

/// <summary>A decision as the ledger keeps it.</summary>
internal static class DecisionEntries
{
    public static DecisionEntry Of(RouteDecision decision, RouteQuery query, PipelineCall call, DateTimeOffset time, NanoUsd ceiling) => new()
    {
        DecisionId = DecisionId.New(time),
        RequestId = call.Id,
        SessionId = call.Session,
        Time = time,
        Boundary = Words.Of(query.Boundary),
        Task = Words.Of(query.Task),
        Policy = decision.Policy,
        PolicyVersion = decision.PolicyVersion,
        Choice = decision.Choice?.Model.Name,
        Propensity = decision.Propensity,
        Explored = decision.Explored,
        Reason = decision.Reason,
        Candidates = [.. decision.Candidates.Select(Of)],
        PriceCeilingUsd = ceiling.Usd,
    };

    private static CandidateEntry Of(Candidate candidate) => new()
    {
        Model = candidate.Model.Name,
        Eligible = candidate.IsEligible,
        ExcludedBy = candidate.ExcludedBy?.Explanation,
        PSuccess = Math.Round(candidate.Score.Expected, 4),
        PLow = Math.Round(candidate.Score.Low, 4),
        PHigh = Math.Round(candidate.Score.High, 4),
        CostUsd = candidate.ExpectedCost.Usd,
        LatencyMs = Math.Round(candidate.ExpectedLatency.TotalMilliseconds),
    };
}
