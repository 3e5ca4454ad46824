using Tandem.Starter.Corpus.Samples;

namespace Tandem.Starter.Corpus.Tests.Samples;

public sealed class LogisticTests
{
    [Fact]
    public void The_fit_finds_the_curve_that_made_the_points()
    {
        var random = new Random(1);
        var points = Enumerable.Range(0, 20_000).Select(_ => random.NextDouble() * -2)
            .Select(x => (x, random.NextDouble() < Logistic.At(3, 2, x) ? 1.0 : 0.0)).ToList();

        var (slope, offset) = Logistic.Fit(points);

        Assert.InRange(slope, 2.8, 3.2);
        Assert.InRange(offset, 1.85, 2.15);
    }

    [Fact]
    public void Points_that_are_all_right_give_a_high_chance_and_no_overflow()
    {
        var (slope, offset) = Logistic.Fit([.. Enumerable.Range(0, 50).Select(i => (-0.01 * i, 1.0))]);

        Assert.InRange(Logistic.At(slope, offset, 0), 0.9, 1);
    }
}
