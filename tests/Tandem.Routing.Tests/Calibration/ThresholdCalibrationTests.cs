using Tandem.Routing.Calibration;
using Tandem.Routing.Evaluation;

namespace Tandem.Routing.Tests.Calibration;

public sealed class ThresholdCalibrationTests
{
    private const double MaxLoss = 0.05;

    [Fact]
    public void The_promise_is_broken_in_at_most_six_of_a_hundred_populations()
    {
        var broken = 0;
        for (var run = 0; run < 1000; run++)
        {
            var found = ThresholdCalibration.Of(Population(new Random(run), 400), MaxLoss, 0.95, seed: run);
            if (found.Threshold is { } threshold && TrueLoss(threshold) > MaxLoss)
                broken++;
        }

        Assert.InRange(broken, 0, 60);
    }

    [Fact]
    public void Many_rows_come_near_to_what_is_possible()
    {
        var found = ThresholdCalibration.Of(Population(new Random(1), 8_000), MaxLoss, 0.95);

        Assert.NotNull(found.Threshold);
        Assert.InRange(TrueLoss(found.Threshold.Value), 0.7 * MaxLoss, MaxLoss);
    }

    [Fact]
    public void Few_rows_are_refused_with_the_number_it_would_take()
    {
        var found = ThresholdCalibration.Of(Population(new Random(1), 20), 0.01, 0.95);

        Assert.Null(found.Threshold);
        Assert.True(found.RowsNeeded > 20);
    }

    [Fact]
    public void Where_the_weak_model_is_better_everything_may_go_to_it()
    {
        var chance = new Random(4);
        var rows = Enumerable.Range(0, 500).Select(_ => new PairOutcome(chance.NextDouble(), 1, chance.Next(2))).ToList();

        Assert.Equal(1, ThresholdCalibration.Of(rows, 0.02, 0.95).WeakShare);
    }

    [Fact]
    public void A_mean_on_the_limit_is_hardly_ever_called_below()
    {
        var wrong = Enumerable.Range(0, 1000).Count(run =>
        {
            var chance = new Random(run);
            return BettingTest.IsBelow([.. Enumerable.Range(0, 200).Select(_ => chance.NextDouble() < 0.3 ? 1.0 : 0)], 0.3, 0.05);
        });

        Assert.InRange(wrong, 0, 60);
    }

    /// <summary>Preferences are uniform in [0, 1]; the strong model gains with probability p² and loses with probability 0.05.</summary>
    private static List<PairOutcome> Population(Random chance, int rows) => [.. Enumerable.Range(0, rows).Select(_ =>
    {
        var preference = chance.NextDouble();
        var draw = chance.NextDouble();
        var gains = preference * preference;
        return draw < gains * 0.95 ? new PairOutcome(preference, 0, 1) : draw > 0.95 ? new PairOutcome(preference, 1, 0) : new PairOutcome(preference, 1, 1);
    })];

    /// <summary>∫₀ᵗ (0.95 p² − 0.05) dp.</summary>
    private static double TrueLoss(double threshold)
    {
        var t = Math.Clamp(threshold, 0, 1);
        return 0.95 * t * t * t / 3 - 0.05 * t;
    }
}
