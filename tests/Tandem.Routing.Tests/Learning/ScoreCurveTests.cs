using CsCheck;
using Tandem.Routing.Features;
using Tandem.Routing.Learning;

namespace Tandem.Routing.Tests.Learning;

public sealed class ScoreCurveTests
{
    [Fact]
    public void The_gain_between_the_anchors_is_what_was_predicted()
    {
        var curve = ScoreCurve.Of(0.7, 0.2);

        Assert.Equal(0.6, curve.At(0), 10);
        Assert.Equal(0.8, curve.At(1), 10);
    }

    [Fact]
    public void Scores_stay_probabilities() => Gen.Select(Gen.Double[-3, 3], Gen.Double[-3, 3], Gen.Double[-3, 3]).Sample((middle, gain, ability) =>
        Assert.InRange(ScoreCurve.Of(middle, gain).At(ability), 0, 1));

    [Fact]
    public void Keeping_a_prediction_inside_keeps_its_order() => Gen.Select(Gen.Double[-0.05, 1.05], Gen.Double[0.0001, 0.5]).Sample((p, step) =>
        Assert.True(ScoreCurve.Inside(p) < ScoreCurve.Inside(p + step)));

    [Fact]
    public void More_ability_never_lowers_the_score_that_demand_gives() => Gen.Select(Gen.Double[-5, 8], Gen.Double[0, 5], Gen.Double[-2, 2], Gen.Double[0, 1]).Sample((level, craft, ability, more) =>
    {
        var curve = ScoreCurve.OfDemand(new TaskDemand(level, craft));
        Assert.True(curve.At(ability) <= curve.At(ability + more) + 1e-12);
    });
}
