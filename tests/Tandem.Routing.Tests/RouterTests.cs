using CsCheck;
using Tandem.Routing.Decisions;
using Tandem.Routing.Policies;
using Tandem.Routing.Prices;
using Tandem.Routing.Rules;

namespace Tandem.Routing.Tests;

public sealed class RouterTests
{
    private static readonly Gen<ModelProfile> GenModel =
        from price in Gen.Decimal[0, 50]
        from context in Gen.Int[1_000, 200_000]
        from local in Gen.Bool
        select Pools.Gpt4 with { Price = new ModelPrice { Input = price, Output = price * 4 }, ContextTokens = context, Zone = local ? Zone.Local : Zone.External };

    /// <summary>Up to six models with distinct names and any scores.</summary>
    private static readonly Gen<(ModelProfile[] Models, (string, double)[] Scores)> GenPool =
        from models in GenModel.Array[1, 6]
        from scores in Gen.Double[0, 1].Array[6]
        let named = models.Select((model, place) => model with { Name = "m" + place }).ToArray()
        select (named, named.Select((model, place) => (model.Name, scores[place])).ToArray());

    [Fact]
    public void Easy_questions_go_to_the_cheap_model_and_hard_ones_to_the_strong_one()
    {
        ModelProfile[] models = [Pools.Llama, Pools.Gpt4];

        var easy = Pools.Router().Decide(Pools.Query("write a hello world in Python"), models, null, Pools.Context());
        var hard = Pools.Router().Decide(
            Pools.Query("Design a lock-free skip list with safe memory reclamation and prove that it is linearizable under concurrency."), models, null, Pools.Context());

        Assert.Equal("llama", easy.Choice!.Model.Name);
        Assert.Equal("gpt-4", hard.Choice!.Model.Name);
        Assert.StartsWith("worth it", hard.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Private_text_stays_in_the_house_however_hard_it_is()
    {
        var decision = Pools.Router().Decide(
            Pools.Query("prove that this distributed consensus protocol is linearizable", DataClass.Private), [Pools.Llama, Pools.Gpt4], null, Pools.Context());

        Assert.Equal("llama", decision.Choice!.Model.Name);
        Assert.Equal(ExclusionReason.Privacy, decision.Candidates[1].ExcludedBy!.Reason);
    }

    [Fact]
    public void Naming_an_external_model_sends_one_private_message_to_it()
    {
        var query = Pools.Query("hi", DataClass.Private) with { PinnedModel = "gpt-4", PrivacyOverride = true };

        Assert.Equal("gpt-4", Pools.Router().Decide(query, [Pools.Llama, Pools.Gpt4], null, Pools.Context()).Choice!.Model.Name);
    }

    [Fact]
    public void A_private_path_is_not_sent_out_even_where_the_model_was_named()
    {
        var query = Pools.Query("hi", DataClass.Private) with { PinnedModel = "gpt-4", PrivacyOverride = false };

        Assert.Null(Pools.Router().Decide(query, [Pools.Llama, Pools.Gpt4], null, Pools.Context()).Choice);
    }

    [Fact]
    public void The_first_matching_rule_wins_before_anything_learned()
    {
        var rules = new RouteRule[]
        {
            new(new RuleCondition { Path = "src/Auth/**" }, new RuleAction { Zone = Zone.Local }),
            new(new RuleCondition(), new RuleAction { Model = "gpt-4" }),
        };
        var router = Pools.Router(new FixedScores(("llama", 0.1), ("gpt-4", 0.9)), rules: rules);

        var inside = router.Decide(Pools.Query("x") with { Paths = ["src/Auth/Login.cs"] }, [Pools.Llama, Pools.Gpt4], null, Pools.Context());
        var outside = router.Decide(Pools.Query("x") with { Paths = ["src/Web/Page.cs"] }, [Pools.Llama, Pools.Gpt4], null, Pools.Context());

        Assert.Equal("llama", inside.Choice!.Model.Name);
        Assert.Equal("gpt-4", outside.Choice!.Model.Name);
    }

    [Fact]
    public void A_tool_loop_keeps_its_model_until_that_is_not_eligible_any_more()
    {
        var router = Pools.Router(new FixedScores(("llama", 0.1), ("gpt-4", 0.9)));
        var inLoop = Pools.Query("x") with { Boundary = Boundary.None, CurrentModel = "llama" };

        Assert.Equal("llama", router.Decide(inLoop, [Pools.Llama, Pools.Gpt4], null, Pools.Context()).Choice!.Model.Name);
        Assert.Equal("gpt-4", router.Decide(inLoop, [Pools.Llama with { Health = Health.Down }, Pools.Gpt4], null, Pools.Context()).Choice!.Model.Name);
    }

    [Fact]
    public void A_lost_prompt_cache_is_priced_when_switching()
    {
        var cheap = Pools.Gpt4 with { Name = "cheap", Price = new ModelPrice { Input = 1.5m, Output = 6 } };
        var router = Pools.Router(new FixedScores(("gpt-4", 0.8), ("cheap", 0.8)));
        var fresh = Pools.Query("x") with { InputBytes = 300_000 };
        var cached = fresh with { CurrentModel = "gpt-4", CachedTokens = 100_000, Boundary = Boundary.UserTurn };

        Assert.Equal("cheap", router.Decide(fresh, [Pools.Gpt4, cheap], null, Pools.Context()).Choice!.Model.Name);
        Assert.Equal("gpt-4", router.Decide(cached, [Pools.Gpt4, cheap], null, Pools.Context()).Choice!.Model.Name);
    }

    [Fact]
    public void A_prompt_that_does_not_fit_excludes_a_model_and_says_so()
    {
        var decision = Pools.Router().Decide(Pools.Query("x") with { InputBytes = 500_000 }, [Pools.Llama, Pools.Gpt4], null, Pools.Context());

        Assert.Equal(ExclusionReason.Context, decision.Candidates[0].ExcludedBy!.Reason);
        Assert.Contains("32,000", decision.Candidates[0].ExcludedBy!.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_are_counted_exactly_only_near_the_limit()
    {
        var counted = 0;
        var context = Pools.Context() with { CountTokens = _ => { counted++; return 27_000; } };

        Pools.Router().Decide(Pools.Query("x") with { InputBytes = 10_000 }, [Pools.Llama], null, context);
        Assert.Equal(0, counted);
        var near = Pools.Router().Decide(Pools.Query("x") with { InputBytes = 75_000 }, [Pools.Llama], null, context);

        Assert.Equal(1, counted);
        Assert.True(near.Candidates[0].IsEligible);
    }

    [Fact]
    public void An_unknown_policy_is_named_with_those_that_exist()
    {
        var unknown = Assert.Throws<UnknownPolicyException>(() => Pools.Router().Decide(Pools.Query("x"), [Pools.Llama], "fastest", Pools.Context()));

        Assert.Contains("balanced", unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("best", "gpt-4")]
    [InlineData("cheap", "llama")]
    [InlineData("local", "llama")]
    public void Built_in_policies_do_what_they_say(string policy, string expected)
    {
        var router = new Router(new RoutingOptions(), new FixedScores(("llama", 0.8), ("gpt-4", 0.85)));

        Assert.Equal(expected, router.Decide(Pools.Query("x"), [Pools.Llama, Pools.Gpt4], policy, Pools.Context()).Choice!.Model.Name);
    }

    [Fact]
    public void Raising_the_threshold_never_sends_more_to_a_dearer_model() =>
        Gen.Select(GenPool, Gen.Double[0, 1], Gen.Double[0, 1]).Sample((pool, a, b) =>
        {
            var low = Cost(pool, Math.Min(a, b));
            var high = Cost(pool, Math.Max(a, b));
            return low is null || high is null || high <= low || IsCheapest(pool, Math.Max(a, b));

            static NanoUsd? Cost((ModelProfile[] Models, (string, double)[] Scores) pool, double threshold) => Decide(pool, threshold).Choice?.ExpectedCost;

            static bool IsCheapest((ModelProfile[] Models, (string, double)[] Scores) pool, double threshold)
            {
                var decision = Decide(pool, threshold);
                return decision.Choice!.ExpectedCost == decision.Candidates.Where(candidate => candidate.IsEligible).Min(candidate => candidate.ExpectedCost);
            }
        });

    [Fact]
    public void Adding_an_ineligible_model_changes_nothing() =>
        GenPool.Sample(pool =>
        {
            var down = Pools.Gpt4 with { Name = "down", Health = Health.Down };
            var without = Decide(pool, 0.05);
            var with = Pools.Router(new FixedScores([.. pool.Scores, ("down", 1.0)])).Decide(Pools.Query("x"), [.. pool.Models, down], null, Pools.Context());
            return without.Choice?.Model.Name == with.Choice?.Model.Name && without.Propensity.Equals(with.Propensity);
        });

    [Fact]
    public void Of_two_equal_models_the_cheaper_is_taken() =>
        Gen.Select(Gen.Double[0, 1], Gen.Decimal[0.1m, 40], Gen.Decimal[0.1m, 40]).Sample((score, a, b) =>
        {
            var first = Pools.Gpt4 with { Name = "a", Price = new ModelPrice { Input = a, Output = a } };
            var second = Pools.Gpt4 with { Name = "b", Price = new ModelPrice { Input = b, Output = b } };
            var decision = Pools.Router(new FixedScores(("a", score), ("b", score))).Decide(Pools.Query("explain this"), [first, second], null, Pools.Context());
            return decision.Choice!.ExpectedCost == decision.Candidates.Min(candidate => candidate.ExpectedCost);
        });

    [Fact]
    public void Decisions_repeat_given_seed_and_state() =>
        Gen.Select(GenPool, Gen.Int).Sample((pool, seed) =>
        {
            var router = new Router(new RoutingOptions(), new FixedScores(pool.Scores));
            var first = router.Decide(Pools.Query("x"), pool.Models, null, Pools.Context(seed));
            var second = router.Decide(Pools.Query("x"), pool.Models, null, Pools.Context(seed));
            return first.Choice?.Model.Name == second.Choice?.Model.Name && first.Explored == second.Explored && first.Propensity.Equals(second.Propensity);
        });

    [Fact]
    public void Recorded_propensities_are_the_frequencies_of_the_choices()
    {
        var router = new Router(
            new RoutingOptions { Policy = "p", Policies = [new PolicyOptions { Name = "p", Exploration = 0.3, Threshold = 0 }] },
            new FixedScores(("llama", 0.80), ("gpt-4", 0.81)));
        const int Draws = 20_000;

        var decisions = Enumerable.Range(0, Draws).Select(seed => router.Decide(Pools.Query("x"), [Pools.Llama, Pools.Gpt4], null, Pools.Context(seed))).ToList();

        foreach (var group in decisions.GroupBy(decision => decision.Choice!.Model.Name))
            Assert.Equal(group.First().Propensity, group.Count() / (double)Draws, tolerance: 0.01);
    }

    private static RouteDecision Decide((ModelProfile[] Models, (string, double)[] Scores) pool, double threshold) =>
        Pools.Router(new FixedScores(pool.Scores), threshold).Decide(Pools.Query("x"), pool.Models, null, Pools.Context());

    [Fact]
    public void The_chances_of_a_policy_are_the_propensities_it_records() =>
        GenPool.Sample(pool =>
        {
            var policy = new GainPolicy(new PolicyOptions { Name = "test", Threshold = 0, UsdPerSuccess = null, Exploration = 0.5 });
            var candidates = pool.Models.Select((model, place) => new Candidate { Model = model, Score = new(pool.Scores[place].Item2, 0, 1) }).ToList();
            var query = Pools.Query("hi");

            var chances = policy.Chances(query, candidates, shadowPrice: 1);
            var decision = policy.Decide(query, candidates, 1, "test", new Random(pool.Models.Length));

            Assert.Equal(1, chances.Sum(chance => chance.Probability), 9);
            Assert.Equal(decision.Propensity, chances.Single(chance => chance.Candidate == decision.Choice).Probability, 9);
        });

    [Fact]
    public void An_exclusion_by_the_policy_alone_is_told_from_its_recorded_words()
    {
        var decision = Pools.Router().Decide(Pools.Query("hi"), [Pools.Llama, Pools.Gpt4 with { Unusable = "OPENAI_API_KEY is not set" }], "local", Pools.Context());
        var zoned = Pools.Router().Decide(Pools.Query("hi"), [Pools.Llama, Pools.Gpt4], "local", Pools.Context());

        Assert.False(Eligibility.WasByPolicy(decision.Candidates[1].ExcludedBy!.Explanation, "local"));
        Assert.True(Eligibility.WasByPolicy(zoned.Candidates[1].ExcludedBy!.Explanation, "local"));
    }
}
