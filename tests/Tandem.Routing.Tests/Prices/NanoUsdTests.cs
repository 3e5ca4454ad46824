using CsCheck;
using Tandem.Routing.Prices;

namespace Tandem.Routing.Tests.Prices;

public sealed class NanoUsdTests
{
    [Theory]
    [InlineData(0, "$0.00")]
    [InlineData(1_500_000_000, "$1.50")]
    [InlineData(12_300_000, "$0.0123")]
    [InlineData(-20_000_000, "-$0.02")]
    public void Money_reads_as_dollars(long value, string text) => Assert.Equal(text, new NanoUsd(value).ToString());

    [Fact]
    public void A_charge_is_never_smaller_than_its_price()
    {
        Assert.Equal(1, NanoUsd.FromUsd(0.0000000001m).Value);
        Assert.Equal(2_000_000_000, NanoUsd.FromUsd(2).Value);
    }

    [Fact]
    public void Sums_are_exact_and_never_wrap()
    {
        Gen.Select(Gen.Long[-1L << 60, 1L << 60], Gen.Long[-1L << 60, 1L << 60]).Sample((a, b) =>
            new NanoUsd(a) + new NanoUsd(b) - new NanoUsd(b) == new NanoUsd(a) && NanoUsd.Subtract(NanoUsd.Add(new NanoUsd(a), new NanoUsd(b)), new NanoUsd(a)).Value == b);
        Assert.Throws<OverflowException>(() => new NanoUsd(long.MaxValue) + new NanoUsd(1));
        Assert.Throws<OverflowException>(() => NanoUsd.FromUsd(10_000_000_000));
    }

    [Fact]
    public void Order_is_that_of_the_amounts() => Gen.Select(Gen.Long, Gen.Long).Sample((a, b) =>
    {
        var (left, right) = (new NanoUsd(a), new NanoUsd(b));
        return left < right == a < b && left > right == a > b && left <= right == a <= b && left >= right == a >= b
            && left.CompareTo(right) == a.CompareTo(b) && NanoUsd.Max(left, right).Value == Math.Max(a, b);
    });
}
