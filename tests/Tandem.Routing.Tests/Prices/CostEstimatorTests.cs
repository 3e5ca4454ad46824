using Tandem.Routing.Prices;

namespace Tandem.Routing.Tests.Prices;

public sealed class CostEstimatorTests
{
    private static readonly ModelProfile Model = Pools.Gpt4 with
    {
        BytesPerToken = 2, ContextTokens = 1_000, MaxOutputTokens = 400, TypicalOutputTokens = 50, FirstToken = TimeSpan.FromSeconds(2), TokensPerSecond = 25,
    };

    [Fact]
    public void Far_from_the_limit_the_bound_decides_and_nothing_is_counted()
    {
        var tokens = CostEstimator.Tokens(Query(bytes: 540), Model with { ContextTokens = 100_000 }, _ => throw new InvalidOperationException("It was counted."));

        Assert.Equal(new TokenEstimate(Input: 270, Expected: 200, ReservedOutput: 400, ExpectedOutput: 50, Exact: false), tokens);
    }

    [Fact]
    public void Near_the_limit_tokens_are_counted()
    {
        Assert.Equal(new TokenEstimate(500, 500, 400, 50, Exact: true), CostEstimator.Tokens(Query(bytes: 1_080), Model, _ => 500));
        Assert.Equal(new TokenEstimate(540, 400, 400, 50, Exact: false), CostEstimator.Tokens(Query(bytes: 1_080), Model, _ => null));
    }

    [Theory]
    [InlineData(898, false)] // 449 + 400 < 850.
    [InlineData(900, true)] // 450 + 400 is at the edge of the band.
    [InlineData(2_025, true)] // 750 expected + 400 is at its other edge.
    [InlineData(2_028, false)]
    public void The_band_of_counting_is_fifteen_percent_on_both_sides(long bytes, bool counted) =>
        Assert.Equal(counted, CostEstimator.Tokens(Query(bytes), Model, _ => 1).Exact);

    [Fact]
    public void An_image_counts_as_the_dearest_provider_counts_it()
    {
        var query = Query(bytes: 0) with { ImageCount = 2 };

        Assert.Equal(3_200, CostEstimator.Tokens(query, Model with { ContextTokens = 100_000 }, _ => null).Input);
        Assert.Equal(3_200, CostEstimator.Tokens(query, Model with { ContextTokens = 100_000 }, _ => null).Expected);
        Assert.Equal(3_210, CostEstimator.Tokens(query, Model with { ContextTokens = 3_700 }, _ => 10).Input);
    }

    [Fact]
    public void The_answer_is_bounded_by_the_client_and_by_the_model()
    {
        Assert.Equal(30, Output(30).ReservedOutput);
        Assert.Equal(30, Output(30).ExpectedOutput);
        Assert.Equal(400, Output(5_000).ReservedOutput);

        TokenEstimate Output(int max) => CostEstimator.Tokens(Query(bytes: 10) with { MaxOutputTokens = max }, Model, _ => null);
    }

    [Fact]
    public void Only_the_conversations_own_model_finds_its_cache()
    {
        var tokens = new TokenEstimate(2_000_000, 1_000_000, 0, 0, Exact: false);
        var price = new ModelPrice { Input = 2, Output = 8, CachedInput = 0.5m };
        var query = Query(bytes: 0) with { CurrentModel = "gpt-4", CachedTokens = 400_000 };

        Assert.Equal(1.2m + 0.2m, CostEstimator.Expected(query, Model with { Price = price }, tokens).Usd);
        Assert.Equal(2m, CostEstimator.Expected(query, Model with { Name = "other", Price = price }, tokens).Usd);
        Assert.Equal(0.5m, CostEstimator.Expected(query with { CachedTokens = 9_000_000 }, Model with { Price = price }, tokens).Usd);
    }

    [Fact]
    public void The_ceiling_is_the_longest_answer_to_every_choice_with_nothing_cached()
    {
        var tokens = new TokenEstimate(1_000_000, 1, 100_000, 1, Exact: false);
        var query = Query(bytes: 0) with { ChoiceCount = 3, CurrentModel = "gpt-4", CachedTokens = 1_000_000 };

        Assert.Equal(2m + 2.4m, CostEstimator.Ceiling(query, Model with { Price = new ModelPrice { Input = 2, Output = 8 } }, tokens).Usd);
        Assert.Equal(2.5m + 2.4m, CostEstimator.Ceiling(query, Model with { Price = new ModelPrice { Input = 2, Output = 8, CacheWrite = 2.5m } }, tokens).Usd);
        Assert.Equal(2m + 2.4m, CostEstimator.Ceiling(query, Model with { Price = new ModelPrice { Input = 2, Output = 8, CacheWrite = 1 } }, tokens).Usd);
    }

    [Fact]
    public void Latency_is_the_first_token_and_then_the_speed()
    {
        Assert.Equal(TimeSpan.FromSeconds(4), CostEstimator.Latency(Model, new TokenEstimate(0, 0, 400, 50, Exact: false)));
        Assert.Equal(TimeSpan.FromSeconds(52), CostEstimator.Latency(Model with { TokensPerSecond = 0 }, new TokenEstimate(0, 0, 400, 50, Exact: false)));
    }

    private static RouteQuery Query(long bytes) => Pools.Query("x") with { InputBytes = bytes };
}
