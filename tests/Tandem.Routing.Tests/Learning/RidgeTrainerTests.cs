using Tandem.Routing.Learning;

namespace Tandem.Routing.Tests.Learning;

public sealed class RidgeTrainerTests
{
    [Fact]
    public void One_column_matches_the_closed_form()
    {
        // x = 1, 2, 3 against y = 2, 3, 7: the intercept is the mean 4, b = Σ x (y − 4) ÷ (Σ x² + penalty).
        var rows = new[] { 1f, 2f, 3f }.Select(x => new SparseVector(new[] { 0 }, new[] { x }, 1)).ToList();

        var (weights, intercepts) = RidgeTrainer.Fit(rows, 1, [2, 3, 7], [1, 1, 1], 1, penalty: 2, iterations: 5);

        Assert.Equal(4, intercepts[0], 5);
        Assert.Equal((1 * -2.0 + 2 * -1 + 3 * 3) / (1 + 4 + 9 + 2), weights[0], 5);
    }

    [Fact]
    public void An_unknown_target_says_nothing()
    {
        var rows = new[] { 1f, 2f, 3f, 50f }.Select(x => new SparseVector(new[] { 0 }, new[] { x }, 1)).ToList();

        var (with, _) = RidgeTrainer.Fit(rows, 1, [2, 3, 7, float.NaN], [1, 1, 1, 1], 1, 2, 5);
        var (without, _) = RidgeTrainer.Fit(rows.Take(3).ToList(), 1, [2, 3, 7], [1, 1, 1], 1, 2, 5);

        Assert.Equal(without[0], with[0], 5);
    }

    [Fact]
    public void Targets_are_fitted_independently()
    {
        var chance = new Random(3);
        var rows = Enumerable.Range(0, 40).Select(_ => new SparseVector(new[] { 0, 1, 2 }, new[] { (float)chance.NextDouble(), (float)chance.NextDouble(), (float)chance.NextDouble() }, 1)).ToList();
        var one = rows.Select(_ => (float)chance.NextDouble()).ToArray();
        var two = rows.Select(_ => (float)chance.NextDouble()).ToArray();
        var weights = Enumerable.Repeat(1f, 40).ToArray();

        var (together, _) = RidgeTrainer.Fit(rows, 3, [.. one.Zip(two).SelectMany(p => new[] { p.First, p.Second })], weights, 2, 1, 20);
        var (alone, _) = RidgeTrainer.Fit(rows, 3, two, weights, 1, 1, 20);

        for (var column = 0; column < 3; column++)
            Assert.Equal(alone[column], together[2 * column + 1], 3);
    }
}
