using CsCheck;
using Tandem.Routing.Evaluation;

namespace Tandem.Routing.Tests.Evaluation;

public sealed class PerformanceGapCurveTests
{
    // Two gains of 1, two of 0: the best order recovers all with half of the calls.
    private static readonly PairOutcome[] s_four = [new(4, 0, 1), new(3, 0, 1), new(2, 1, 1), new(1, 0, 0)];

    [Fact]
    public void Figures_match_a_calculation_by_hand()
    {
        var curve = PerformanceGapCurve.Of(s_four);

        Assert.Equal(0.25, curve.Weak, 12);
        Assert.Equal(0.75, curve.Strong, 12);
        Assert.Equal((0.25 + 0.75 + 1 + 1) / 4, curve.Apgr, 12);
        Assert.Equal(0.25, curve.Cpt(0.5), 12);
        Assert.Equal(0.4, curve.Cpt(0.8), 12);
        Assert.Equal(1, curve.Pgr(0.5), 12);
    }

    [Fact]
    public void Ten_bins_match_a_calculation_by_hand() =>
        Assert.Equal((0.2 + 0.4 + 0.6 + 0.8 + 1 + 1 + 1 + 1 + 1 + 0.5) / 10, PerformanceGapCurve.Of(s_four).ApgrOfTenBins, 12);

    [Fact]
    public void A_constant_preference_is_the_random_line() => Outcomes.Sample(outcomes =>
    {
        var curve = PerformanceGapCurve.Of([.. outcomes.Select(o => o with { Preference = 0.3 })]);
        if (curve.Gap > 0.01)
            Assert.Equal(0.5, curve.Apgr, 9);
    });

    [Fact]
    public void The_reverse_order_has_the_complement() => Outcomes.Sample(outcomes =>
    {
        var curve = PerformanceGapCurve.Of(outcomes);
        var reverse = PerformanceGapCurve.Of([.. outcomes.Select(o => o with { Preference = -o.Preference })]);
        if (curve.Gap > 0.01)
            Assert.Equal(1, curve.Apgr + reverse.Apgr, 9);
    });

    [Fact]
    public void The_ends_are_always_weak_and_always_strong() => Outcomes.Sample(outcomes =>
    {
        var curve = PerformanceGapCurve.Of(outcomes);
        Assert.Equal(outcomes.Average(o => o.Weak), curve.Quality(0), 9);
        Assert.Equal(outcomes.Average(o => o.Strong), curve.Quality(1), 9);
    });

    [Fact]
    public void A_router_against_itself_differs_by_nothing()
    {
        var outcomes = Enumerable.Range(0, 60).Select(i => new PairOutcome(i % 7, i % 2, i % 3 == 0 ? 1 : 0.9)).ToList();

        var difference = PairMetrics.ApgrDifference(outcomes, [.. outcomes.Select(o => o.Preference)]);

        Assert.Equal(new BootstrapInterval(0, 0, 0), difference);
    }

    [Fact]
    public void An_interval_holds_its_figure()
    {
        var chance = new Random(2);
        var metrics = PairMetrics.Of([.. Enumerable.Range(0, 300).Select(_ => new PairOutcome(chance.NextDouble(), chance.Next(2), Math.Max(chance.Next(2), chance.Next(2))))]);

        Assert.InRange(metrics.Apgr.Value, metrics.Apgr.Low, metrics.Apgr.High);
        Assert.InRange(metrics.Cpt50.Value, metrics.Cpt50.Low, metrics.Cpt50.High);
    }

    private static Gen<PairOutcome[]> Outcomes =>
        Gen.Select(Gen.Double[-1, 1], Gen.Double[0, 1], Gen.Double[0, 1], (preference, weak, strong) => new PairOutcome(preference, weak, strong)).Array[1, 60];
}
