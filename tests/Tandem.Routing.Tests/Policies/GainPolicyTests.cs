using Tandem.Routing.Decisions;
using Tandem.Routing.Policies;
using Tandem.Routing.Prices;

namespace Tandem.Routing.Tests.Policies;

public sealed class GainPolicyTests
{
    private static readonly PolicyOptions Options = new() { Name = "test", Threshold = 0.1, UsdPerSuccess = null, Exploration = 0 };

    private static readonly RouteQuery Query = Pools.Query("x");

    [Theory]
    [InlineData(0.59, "llama")]
    [InlineData(0.61, "gpt-4")]
    public void A_dearer_model_is_taken_where_its_gain_passes_the_threshold(double score, string choice) =>
        Assert.Equal(choice, Decide(Options, Llama(0.5), Gpt4(score)).Choice!.Model.Name);

    [Theory]
    [InlineData(1, "gpt-4")] // 0.70 − 0.10 − 0.04 ÷ 0.5 = 0.52.
    [InlineData(2, "llama")] // 0.70 − 0.10 − 0.08 ÷ 0.5 = 0.44.
    public void A_scarce_budget_makes_money_dearer(double shadowPrice, string choice) =>
        Assert.Equal(choice, Decide(Options with { UsdPerSuccess = 0.5m }, shadowPrice, Query, Llama(0.5), Gpt4(0.7)).Choice!.Model.Name);

    [Theory]
    [InlineData(0, "gpt-4")]
    [InlineData(0.01, "llama")] // Ten seconds more at a cent are 0.10 ÷ 0.5 = 0.2.
    public void A_wait_costs_what_the_policy_says(double usdPerSecond, string choice)
    {
        var slow = Gpt4(0.7) with { ExpectedCost = NanoUsd.FromUsd(0.000001m), ExpectedLatency = TimeSpan.FromSeconds(10) };

        Assert.Equal(choice, Decide(Options with { UsdPerSuccess = 0.5m, UsdPerSecondWaited = (decimal)usdPerSecond }, Llama(0.5), slow).Choice!.Model.Name);
    }

    [Fact]
    public void A_careful_policy_goes_by_the_lower_bound()
    {
        var unsure = Gpt4(0.9) with { Score = new(0.9, 0.3, 1) };

        Assert.Equal("gpt-4", Decide(Options, Llama(0.5), unsure).Choice!.Model.Name);
        Assert.Equal("llama", Decide(Options with { DecideOn = DecideOn.LowerBound }, Llama(0.5), unsure).Choice!.Model.Name);
    }

    [Theory]
    [InlineData(0.615, "llama")]
    [InlineData(0.625, "gpt-4")]
    public void A_conversation_stays_unless_another_is_clearly_better(double score, string choice) =>
        Assert.Equal(choice, Decide(Options, 1, Query with { CurrentModel = "llama", Boundary = Boundary.UserTurn }, Llama(0.5), Gpt4(score)).Choice!.Model.Name);

    [Fact]
    public void Hysteresis_also_holds_where_money_counts() =>
        Assert.Equal("llama", Decide(
            Options with { UsdPerSuccess = 1_000 }, 1, Query with { CurrentModel = "llama", Boundary = Boundary.UserTurn }, Llama(0.5), Gpt4(0.615)).Choice!.Model.Name);

    [Fact]
    public void Equal_worth_goes_by_cost_then_time_then_name()
    {
        var free = Llama(0.5);
        var fast = Named("b", 0.5) with { ExpectedLatency = TimeSpan.FromSeconds(1) };
        var slow = Named("a", 0.5) with { ExpectedLatency = TimeSpan.FromSeconds(9) };
        var twin = Named("c", 0.5) with { ExpectedLatency = TimeSpan.FromSeconds(9) };

        Assert.Equal(["llama", "b", "a", "c"], Decide(Options with { Threshold = 0 }, twin, slow, fast, free).Order.Select(candidate => candidate.Model.Name));
    }

    [Fact]
    public void No_eligible_model_is_said_and_not_explored()
    {
        var decision = Decide(Options, Llama(0.5) with { ExcludedBy = new(ExclusionReason.Health, "down") });

        Assert.Null(decision.Choice);
        Assert.False(decision.Explored);
        Assert.Equal("no model is eligible", decision.Reason);
        Assert.Empty(new GainPolicy(Options).Chances(Query, decision.Candidates, 1));
    }

    [Fact]
    public void What_is_explored_stands_first_and_its_chance_is_its_share()
    {
        var exploring = Options with { Threshold = 0, Exploration = 0.4 };
        var decisions = Enumerable.Range(0, 200)
            .Select(seed => new GainPolicy(exploring).Decide(Query, [Llama(0.5), Named("near", 0.46), Named("far", 0.4)], 1, "test", new Random(seed))).ToList();

        var explored = decisions.First(decision => decision.Explored);
        Assert.Equal("near", explored.Choice!.Model.Name);
        Assert.Equal(["near", "llama", "far"], explored.Order.Select(candidate => candidate.Model.Name));
        Assert.Equal(0.2, explored.Propensity, 9);
        Assert.Contains("now and then", explored.Reason, StringComparison.Ordinal);
        Assert.Equal(0.8, decisions.First(decision => !decision.Explored).Propensity, 9);
        Assert.DoesNotContain(decisions, decision => decision.Choice!.Model.Name == "far");
    }

    [Fact]
    public void Nothing_is_tried_in_a_tool_loop_or_against_a_named_model()
    {
        var exploring = Options with { Threshold = 0, Exploration = 0.99 };
        Candidate[] near = [Llama(0.5), Named("near", 0.49)];

        Assert.All(Enumerable.Range(0, 50), seed =>
        {
            Assert.False(new GainPolicy(exploring).Decide(Query with { Boundary = Boundary.None }, near, 1, "test", new Random(seed)).Explored);
            Assert.False(new GainPolicy(exploring).Decide(Query with { PinnedModel = "llama" }, near, 1, "test", new Random(seed)).Explored);
        });
    }

    [Fact]
    public void The_reason_says_what_decided()
    {
        Assert.Equal("worth it: +0.30 over llama", Decide(Options, Llama(0.5), Gpt4(0.8)).Reason);
        Assert.Equal("good enough: gpt-4 would add 0.05", Decide(Options, Llama(0.5), Gpt4(0.55)).Reason);
        Assert.Equal("best and cheapest here", Decide(Options, Llama(0.5), Gpt4(0.4)).Reason);
        Assert.Equal("the only eligible model", Decide(Options, Llama(0.5)).Reason);
        Assert.Equal("you named it", Decide(Options, 1, Query with { PinnedModel = "llama" }, Llama(0.5)).Reason);
        Assert.Equal("the tool loop keeps its model", Decide(Options, 1, Query with { Boundary = Boundary.None, CurrentModel = "llama" }, Llama(0.5)).Reason);
        Assert.Equal("the only eligible model", Decide(Options, 1, Query with { Boundary = Boundary.None, CurrentModel = "gpt-4" }, Llama(0.5)).Reason);
    }

    [Fact]
    public void The_version_holds_everything_that_the_choice_depends_on() =>
        Assert.Equal("gain/Mean/t0.1/v/w0/e0 test", Decide(Options, Llama(0.5)).PolicyVersion);

    private static RouteDecision Decide(PolicyOptions options, params Candidate[] candidates) => Decide(options, 1, Query, candidates);

    private static RouteDecision Decide(PolicyOptions options, double shadowPrice, RouteQuery query, params Candidate[] candidates) =>
        new GainPolicy(options).Decide(query, candidates, shadowPrice, "test", new Random(1));

    private static Candidate Llama(double score) => new() { Model = Pools.Llama, Score = new(score, score, score) };

    private static Candidate Gpt4(double score) => new() { Model = Pools.Gpt4, Score = new(score, score, score), ExpectedCost = NanoUsd.FromUsd(0.04m) };

    private static Candidate Named(string name, double score) => Gpt4(score) with { Model = Pools.Gpt4 with { Name = name } };
}
