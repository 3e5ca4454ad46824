using Tandem.Routing.Evaluation;

namespace Tandem.Routing.Tests.Evaluation;

public sealed class ReliabilityTests
{
    [Fact]
    public void True_probabilities_have_hardly_any_error()
    {
        var chance = new Random(1);
        var predictions = Enumerable.Range(0, 50_000).Select(_ => chance.NextDouble()).Select(p => (p, chance.NextDouble() < p ? 1.0 : 0.0)).ToList();

        Assert.InRange(Reliability.Of(predictions).Ece, 0, 0.01);
    }

    [Fact]
    public void Certainty_about_a_fair_coin_is_half_wrong()
    {
        var predictions = Enumerable.Range(0, 100).Select(i => (1.0, i % 2 == 0 ? 1.0 : 0.0)).ToList();

        Assert.Equal(0.5, Reliability.Of(predictions).Ece, 12);
        Assert.Equal(0.5, Reliability.Of(predictions).Brier, 12);
    }

    [Fact]
    public void Aiq_of_two_models_is_the_area_under_the_line_between_them() =>
        Assert.Equal(0.7, CostQualityHull.Aiq([(1, 0.6), (3, 0.8)], 1, 3), 6);

    [Fact]
    public void A_dearer_and_worse_point_changes_nothing() =>
        Assert.Equal(CostQualityHull.Aiq([(1, 0.6), (3, 0.8)], 1, 3), CostQualityHull.Aiq([(1, 0.6), (2, 0.5), (3, 0.8)], 1, 3), 9);
}
