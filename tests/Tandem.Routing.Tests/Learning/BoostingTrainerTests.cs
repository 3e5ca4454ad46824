using Tandem.Routing.Learning;

namespace Tandem.Routing.Tests.Learning;

public sealed class BoostingTrainerTests
{
    private static readonly BoostingOptions s_options = new() { Trees = 60, Rate = 0.2, Leaves = 4, LeafWeight = 5, Penalty = 1, FeatureShare = 1, RowShare = 0.8, Seed = 5 };

    [Fact]
    public void Learns_an_interaction_that_no_line_can()
    {
        var (rows, targets) = ExclusiveOr(400);

        var trees = BoostingTrainer.Fit(BinnedFeatures.Of(rows), targets, Ones(400), s_options);

        Assert.InRange(rows.Zip(targets).Average(pair => Math.Abs(trees.Evaluate(pair.First) - pair.Second)), 0, 0.1);
    }

    [Fact]
    public void Equal_seeds_grow_equal_trees()
    {
        var (rows, targets) = ExclusiveOr(200);
        var binned = BinnedFeatures.Of(rows);

        var one = BoostingTrainer.Fit(binned, targets, Ones(200), s_options);
        var other = BoostingTrainer.Fit(binned, targets, Ones(200), s_options);

        Assert.Equal(one.Values, other.Values);
        Assert.Equal(one.Features, other.Features);
    }

    [Fact]
    public void A_row_without_weight_is_not_learned()
    {
        var (rows, targets) = ExclusiveOr(200);
        var weights = Ones(200);
        var spoiled = targets.ToArray();
        for (var r = 0; r < 200; r += 2)
        {
            weights[r] = 0;
            spoiled[r] = 1000;
        }

        var trees = BoostingTrainer.Fit(BinnedFeatures.Of(rows), spoiled, weights, s_options);

        Assert.All(rows, row => Assert.InRange(trees.Evaluate(row), -0.5, 1.5));
    }

    [Fact]
    public void The_mean_of_two_is_the_mean_of_their_values()
    {
        var (rows, targets) = ExclusiveOr(200);
        var binned = BinnedFeatures.Of(rows);
        var one = BoostingTrainer.Fit(binned, targets, Ones(200), s_options);
        var other = BoostingTrainer.Fit(binned, targets, Ones(200), s_options with { Seed = 6 });

        var mean = BoostedTrees.Mean([one, other]);

        Assert.All(rows, row => Assert.Equal((one.Evaluate(row) + other.Evaluate(row)) / 2, mean.Evaluate(row), 4));
        Assert.True(mean.IsSound(2));
    }

    [Fact]
    public void A_walk_that_could_go_round_is_not_sound() =>
        Assert.False(new BoostedTrees(0, [0], [0, -1, -1], [0, 0, 0], [0, -1, -1]).IsSound(1));

    private static (List<float[]> Rows, float[] Targets) ExclusiveOr(int count)
    {
        var chance = new Random(1);
        var rows = Enumerable.Range(0, count).Select(_ => new[] { chance.Next(2) + 0.1f * (float)chance.NextDouble(), chance.Next(2) + 0.1f * (float)chance.NextDouble() }).ToList();
        return (rows, [.. rows.Select(row => row[0] >= 1 ^ row[1] >= 1 ? 1f : 0f)]);
    }

    private static float[] Ones(int count) => [.. Enumerable.Repeat(1f, count)];
}
