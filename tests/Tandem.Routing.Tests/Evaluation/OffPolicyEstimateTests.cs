using Tandem.Routing.Evaluation;

namespace Tandem.Routing.Tests.Evaluation;

public sealed class OffPolicyEstimateTests
{
    [Fact]
    public void All_three_find_the_value_of_a_policy_that_never_ran()
    {
        // Logged: the good model (0.9) with probability 0.3, the bad one (0.4) otherwise. Judged: always the good one.
        var choices = Log(20_000, goodShare: 0.3);

        var estimate = OffPolicyEstimate.Of(choices);

        Assert.Null(estimate.Refusal);
        Assert.InRange(estimate.Ips.Value, 0.87, 0.93);
        Assert.InRange(estimate.SelfNormalised.Value, 0.88, 0.92);
        Assert.InRange(estimate.DoublyRobust.Value, 0.88, 0.92);
    }

    [Fact]
    public void A_good_prediction_narrows_the_interval()
    {
        var estimate = OffPolicyEstimate.Of(Log(2_000, goodShare: 0.1));

        Assert.True(estimate.DoublyRobust.High - estimate.DoublyRobust.Low < estimate.Ips.High - estimate.Ips.Low);
    }

    [Fact]
    public void Refuses_what_was_never_tried()
    {
        var choices = Enumerable.Range(0, 500).Select(_ => new LoggedChoice(1, 0.4, 1, 0.5, 0.5)).ToList();

        Assert.Contains("never tried", OffPolicyEstimate.Of(choices).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_few_effective_choices() =>
        Assert.Contains("at least 30", OffPolicyEstimate.Of(Log(40, goodShare: 0.1)).Refusal, StringComparison.Ordinal);

    private static List<LoggedChoice> Log(int count, double goodShare)
    {
        var chance = new Random(9);
        var choices = new List<LoggedChoice>();
        for (var i = 0; i < count; i++)
        {
            var good = chance.NextDouble() < goodShare;
            var outcome = chance.NextDouble() < (good ? 0.9 : 0.4) ? 1.0 : 0;
            choices.Add(new LoggedChoice(good ? goodShare : 1 - goodShare, good ? 1 : 0, outcome, good ? 0.9 : 0.4, 0.9));
        }

        return choices;
    }
}
