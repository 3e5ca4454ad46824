using Tandem.Cli.Outcomes;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Routing;
using Tandem.Routing.Evaluation;
using Tandem.Routing.Policies;

namespace Tandem.Cli.Tests;

public sealed class PolicyReplayTests
{
    private static readonly PolicyOptions Weak = new() { Name = "weak", Pool = ["llama"], Exploration = 0 };
    private static readonly PolicyOptions Strong = new() { Name = "strong", Pool = ["gpt-4"], Exploration = 0 };

    [Fact]
    public void What_an_exploring_policy_recorded_tells_the_worth_of_either_choice()
    {
        // Half of 400 decisions went to each model; llama was right in one of four, gpt-4 in three.
        var record = Enumerable.Range(0, 400).Select(n => n % 2 == 0
            ? Judged("llama", 0.5, n % 8 == 0 ? 1 : 0)
            : Judged("gpt-4", 0.5, n % 8 == 1 ? 0 : 1)).ToList();

        var (weak, strong) = (Estimate(Weak, record), Estimate(Strong, record));

        Assert.Null(weak.Refusal);
        Assert.Null(strong.Refusal);
        Assert.Equal(0.25, weak.SelfNormalised.Value, 6);
        Assert.Equal(0.75, strong.SelfNormalised.Value, 6);
        Assert.Equal(0.25, weak.DoublyRobust.Value, 6);
        Assert.Equal(200, weak.EffectiveSize, 6);
    }

    [Fact]
    public void What_was_never_tried_is_refused()
    {
        var record = Enumerable.Range(0, 400).Select(_ => Judged("llama", 1, 1)).ToList();

        Assert.Null(Estimate(Weak, record).Refusal);
        Assert.NotNull(Estimate(Strong, record).Refusal);
    }

    [Fact]
    public void A_model_that_only_the_recorded_policy_refused_is_open_to_the_judged_one_unless_the_text_may_not_leave()
    {
        var local = Judged("llama", 1, 1) with { DataClass = DataClass.Shareable };
        local = local with
        {
            Decision = local.Decision with
            {
                Policy = "local",
                Candidates = [local.Decision.Candidates[0], local.Decision.Candidates[1] with { Eligible = false, ExcludedBy = "policy local takes only local models" }],
            },
        };

        Assert.Equal(0, Replay(Strong, local).Choices[0].Target);
        Assert.Equal(0, Replay(Strong, local with { DataClass = DataClass.Private }).Choices[0].PredictedTarget);
        Assert.Equal(0.9, Replay(Strong, local).Choices[0].PredictedTarget, 6);
    }

    [Fact]
    public void Tool_loops_and_failovers_are_left_out()
    {
        var loop = Judged("llama", 1, 1);
        var failover = Judged("llama", 1, 1) with { AnsweredBy = "gpt-4" };

        var replay = Replay(Weak, loop with { Decision = loop.Decision with { Boundary = "none" } }, failover);

        Assert.Empty(replay.Choices);
        Assert.Equal(2, replay.LeftOut);
    }

    private static OffPolicyEstimate Estimate(PolicyOptions policy, IReadOnlyList<JudgedDecision> record) => OffPolicyEstimate.Of(Replay(policy, [.. record]).Choices);

    private static PolicyReplay Replay(PolicyOptions policy, params JudgedDecision[] record)
    {
        var replay = new PolicyReplay(policy, model => model == "llama" ? Zone.Local : Zone.External);
        foreach (var judged in record)
            replay.Add(judged);
        return replay;
    }

    private static JudgedDecision Judged(string choice, double propensity, double score) => new()
    {
        DataClass = DataClass.Shareable,
        AnsweredBy = choice,
        Outcomes = [new OutcomeEntry { DecisionId = new DecisionId("dec_1"), Time = default, Kind = OutcomeKind.Rated, Value = score }],
        Decision = new DecisionEntry
        {
            DecisionId = new DecisionId("dec_1"),
            RequestId = new RequestId("req_1"),
            Time = default,
            Boundary = "start",
            Task = "chat",
            Policy = "mixed",
            PolicyVersion = "1",
            Choice = choice,
            Propensity = propensity,
            Explored = false,
            Reason = "test",
            PriceCeilingUsd = 0,
            Candidates =
            [
                new CandidateEntry { Model = "llama", Eligible = true, PSuccess = 0.5, PLow = 0.4, PHigh = 0.6, CostUsd = 0, LatencyMs = 100 },
                new CandidateEntry { Model = "gpt-4", Eligible = true, PSuccess = 0.9, PLow = 0.8, PHigh = 1, CostUsd = 0.01m, LatencyMs = 100 },
            ],
        },
    };
}
