using CsCheck;
using Tandem.Routing.Prices;

namespace Tandem.Routing.Tests.Prices;

public sealed class ModelPriceTests
{
    [Fact]
    public void A_charge_is_rounded_up_to_a_nano_dollar()
    {
        var price = new ModelPrice { Input = 0.0001m };

        Assert.Equal(new NanoUsd(1), price.Cost(new TokenUsage { InputTokens = 1 }));
    }

    [Fact]
    public void Cached_and_written_input_have_their_own_price()
    {
        var price = new ModelPrice { Input = 2, Output = 8, CachedInput = 0.5m, CacheWrite = 2.5m };

        var cost = price.Cost(new TokenUsage { InputTokens = 1_000_000, CachedInputTokens = 400_000, CacheWriteTokens = 100_000, OutputTokens = 1_000 });

        Assert.Equal(NanoUsd.FromUsd(1.0m + 0.2m + 0.25m + 0.008m), cost);
    }

    [Fact]
    public void More_tokens_never_cost_less() =>
        Gen.Select(Gen.Long[0, 1_000_000_000], Gen.Long[0, 1_000_000_000], Gen.Decimal[0, 100]).Sample((a, b, usd) =>
        {
            var price = new ModelPrice { Input = usd };
            Assert.True(price.Cost(new TokenUsage { InputTokens = Math.Min(a, b) }) <= price.Cost(new TokenUsage { InputTokens = Math.Max(a, b) }));
        });

    [Theory]
    [InlineData(0, "$0.00")]
    [InlineData(12_300_000, "$0.0123")]
    [InlineData(-2_500_000_000, "-$2.50")]
    public void Money_reads_like_money(long nanoUsd, string text) => Assert.Equal(text, new NanoUsd(nanoUsd).ToString());
}
