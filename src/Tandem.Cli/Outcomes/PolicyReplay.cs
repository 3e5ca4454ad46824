using Tandem.Pipeline.Ledger;
using Tandem.Routing;
using Tandem.Routing.Decisions;
using Tandem.Routing.Estimation;
using Tandem.Routing.Evaluation;
using Tandem.Routing.Policies;
using Tandem.Routing.Prices;

namespace Tandem.Cli.Outcomes;

/// <summary>Asks a policy what it would have taken at each recorded decision, from what the record says was known then.</summary>
/// <remarks>
/// Scores, costs and times are the recorded ones. What is not in the record counts as absent: the conversation's model (a hysteresis
/// of 0.02) and the budget's shadow price. Decisions inside a tool loop are no choices and are left out.
/// </remarks>
internal sealed class PolicyReplay(PolicyOptions policy, Func<string, Zone?> zoneOf)
{
    private readonly GainPolicy _gain = new(policy);
    private readonly List<LoggedChoice> _choices = [];

    public IReadOnlyList<LoggedChoice> Choices => _choices;

    /// <summary>Decisions with an outcome that say nothing about a policy's choice: tool loops, failovers, nothing chosen.</summary>
    public int LeftOut { get; private set; }

    public void Add(JudgedDecision judged)
    {
        var decision = judged.Decision;
        var taken = decision.Candidates.FirstOrDefault(candidate => candidate.Model == decision.Choice);
        if (taken is null || decision.Boundary == Words.Of(Boundary.None) || judged.AnsweredBy is { } answered && answered != decision.Choice)
        {
            LeftOut++;
            return;
        }

        var chances = _gain.Chances(Query(judged), [.. decision.Candidates.Select(candidate => CandidateOf(candidate, judged))], shadowPrice: 1);
        _choices.Add(new LoggedChoice(
            decision.Propensity,
            chances.Where(chance => chance.Candidate.Model.Name == decision.Choice).Sum(chance => chance.Probability),
            judged.Score,
            taken.PSuccess,
            chances.Sum(chance => chance.Probability * chance.Candidate.Score.Expected)));
    }

    private static RouteQuery Query(JudgedDecision judged) => new()
    {
        Task = TaskKind.Chat, // The scores are recorded; the policy itself does not look at task or text.
        Text = "",
        InputBytes = 0,
        DataClass = judged.DataClass,
        Boundary = Boundary.UserTurn,
    };

    private Candidate CandidateOf(CandidateEntry entry, JudgedDecision judged) => new()
    {
        Model = new ModelProfile
        {
            Name = entry.Model,
            UpstreamName = entry.Model,
            Zone = zoneOf(entry.Model) ?? Zone.External,
            ContextTokens = int.MaxValue,
            MaxOutputTokens = int.MaxValue,
            Supports = Capabilities.None,
            Price = ModelPrice.Free,
        },
        ExcludedBy = ExcludedBy(entry, judged),
        Score = new ScoreEstimate(entry.PSuccess, entry.PLow, entry.PHigh),
        ExpectedCost = NanoUsd.FromUsd(entry.CostUsd),
        ExpectedLatency = TimeSpan.FromMilliseconds(entry.LatencyMs),
    };

    private Exclusion? ExcludedBy(CandidateEntry entry, JudgedDecision judged)
    {
        if (policy.Pool is { } pool && !pool.Contains(entry.Model))
            return new(ExclusionReason.Pool, "not in the judged policy's pool");
        if (policy.Zone is { } zone && zoneOf(entry.Model) != zone)
            return new(ExclusionReason.Pool, "not in the judged policy's zone");
        if (entry.ExcludedBy is not { } recorded)
            return null;
        // What only the recorded policy refused, the judged one may take, and then it was never tried here: the estimate refuses itself.
        var onlyByPolicy = Eligibility.WasByPolicy(recorded, judged.Decision.Policy);
        var mayLeave = judged.DataClass == DataClass.Shareable || zoneOf(entry.Model) == Zone.Local;
        return onlyByPolicy && mayLeave ? null : new(ExclusionReason.Rule, recorded);
    }
}
