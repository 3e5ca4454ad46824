using Tandem.Routing.Decisions;
using Tandem.Routing.Policies;
using Tandem.Routing.Prices;
using Tandem.Routing.Rules;

namespace Tandem.Routing.Tests.Decisions;

public sealed class EligibilityTests
{
    private static readonly PolicyOptions Policy = new() { Name = "test" };

    [Fact]
    public void A_model_that_fits_is_eligible() => Assert.Null(Check(Pools.Query("hi"), Pools.Gpt4));

    [Fact]
    public void Each_check_refuses_with_its_own_reason()
    {
        var query = Pools.Query("hi");
        Assert.Equal(ExclusionReason.Pin, Check(query with { PinnedModel = "llama" }, Pools.Gpt4));
        Assert.Equal(ExclusionReason.Unusable, Check(query, Pools.Gpt4 with { Unusable = "the key is missing" }));
        Assert.Equal(ExclusionReason.Pool, Check(query, Pools.Gpt4, Policy with { Pool = ["llama"] }));
        Assert.Equal(ExclusionReason.Pool, Check(query, Pools.Gpt4, Policy with { Zone = Zone.Local }));
        Assert.Equal(ExclusionReason.Rule, Check(query, Pools.Gpt4, rule: new RouteRule(new RuleCondition(), new RuleAction { Zone = Zone.Local })));
        Assert.Equal(ExclusionReason.Privacy, Check(query with { DataClass = DataClass.Private }, Pools.Gpt4));
        Assert.Equal(ExclusionReason.Capability, Check(query with { Needs = Capabilities.Reasoning }, Pools.Gpt4));
        Assert.Equal(ExclusionReason.Capability, Check(query, Pools.Gpt4 with { CannotTake = "no images by address" }));
        Assert.Equal(ExclusionReason.Capability, Check(query, Pools.Gpt4 with { Supports = Capabilities.Embeddings }));
        Assert.Equal(ExclusionReason.Context, Check(query, Pools.Gpt4 with { ContextTokens = 10 }));
        Assert.Equal(ExclusionReason.Failed, Check(query, Pools.Gpt4, failed: "gpt-4"));
        Assert.Equal(ExclusionReason.Health, Check(query, Pools.Gpt4 with { Health = Health.Down }));
        Assert.Equal(ExclusionReason.Budget, Check(query with { BudgetLeft = new NanoUsd(1) }, Pools.Gpt4));
    }

    [Fact]
    public void A_budget_that_is_just_enough_is_enough()
    {
        var query = Pools.Query("hi");
        var ceiling = CostEstimator.Ceiling(query, Pools.Gpt4, CostEstimator.Tokens(query, Pools.Gpt4, _ => null));

        Assert.Null(Check(query with { BudgetLeft = ceiling }, Pools.Gpt4));
        Assert.Equal(ExclusionReason.Budget, Check(query with { BudgetLeft = ceiling - new NanoUsd(1) }, Pools.Gpt4));
    }

    [Fact]
    public void A_context_that_is_just_enough_is_enough()
    {
        var query = Pools.Query("hi") with { InputBytes = 4_000, MaxOutputTokens = 100 };

        var smallest = Enumerable.Range(200, 5_000).First(context => Check(query, Pools.Gpt4 with { ContextTokens = context }, counted: 1_200) is null);

        Assert.Equal(1_300, smallest);
    }

    [Fact]
    public void A_named_model_is_outside_pool_zone_and_rules_but_not_outside_privacy()
    {
        var named = Pools.Query("hi") with { PinnedModel = "gpt-4" };
        var narrow = Policy with { Pool = ["llama"], Zone = Zone.Local };
        var rule = new RouteRule(new RuleCondition(), new RuleAction { Zone = Zone.Local });

        Assert.Null(Check(named, Pools.Gpt4, narrow, rule));
        Assert.Equal(ExclusionReason.Privacy, Check(named with { DataClass = DataClass.Private }, Pools.Gpt4, narrow, rule));
        Assert.Null(Check(named with { DataClass = DataClass.Private, PrivacyOverride = true }, Pools.Gpt4, narrow, rule));
    }

    [Fact]
    public void An_exclusion_by_the_policy_is_told_from_one_by_the_request()
    {
        var byPool = Full(Pools.Query("hi"), Policy with { Pool = ["llama"] })!.Explanation;
        var byZone = Full(Pools.Query("hi"), Policy with { Zone = Zone.Local })!.Explanation;
        var byPrivacy = Full(Pools.Query("hi", DataClass.Private), Policy)!.Explanation;

        Assert.True(Eligibility.WasByPolicy(byPool, "test"));
        Assert.True(Eligibility.WasByPolicy(byZone, "test"));
        Assert.False(Eligibility.WasByPolicy(byPool, "other"));
        Assert.False(Eligibility.WasByPolicy(byPrivacy, "test"));
    }

    private static Exclusion? Full(RouteQuery query, PolicyOptions policy) => Explain(query, Pools.Gpt4, policy, null, null, null);

    private static ExclusionReason? Check(
        RouteQuery query, ModelProfile model, PolicyOptions? policy = null, RouteRule? rule = null, string? failed = null, long? counted = null) =>
        Explain(query, model, policy ?? Policy, rule, failed, counted)?.Reason;

    private static Exclusion? Explain(RouteQuery query, ModelProfile model, PolicyOptions policy, RouteRule? rule, string? failed, long? counted)
    {
        var tokens = CostEstimator.Tokens(query, model, _ => counted);
        return Eligibility.Check(query, model, policy, rule, CostEstimator.Ceiling(query, model, tokens), tokens, new HashSet<string>(failed is null ? [] : [failed]));
    }
}
