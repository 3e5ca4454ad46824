using Tandem.Routing.Abilities;
using Tandem.Routing.Abilities.Probing;

namespace Tandem.Routing.Tests.Abilities.Probing;

public sealed class AbilityProbeTests
{
    private static readonly Ability s_unknown = new(new Dictionary<string, float>(), 0, 1, "test");

    [Fact]
    public void Questions_are_shared_among_the_skills_and_none_comes_twice()
    {
        var probe = new AbilityProbe(ProbeItems.Of(1), s_unknown);

        var asked = Run(probe, 30, _ => true);

        Assert.Equal(30, asked.Select(item => item.Id).Distinct().Count());
        Assert.All(probe.Estimates, one => Assert.Equal(10, one.Asked));
    }

    [Fact]
    public void Right_answers_bring_harder_questions_and_wrong_ones_easier()
    {
        var right = Run(new AbilityProbe(ProbeItems.Of(1), s_unknown), 30, _ => true);
        var wrong = Run(new AbilityProbe(ProbeItems.Of(1), s_unknown), 30, _ => false);

        Assert.True(right.Average(item => item.Difficulty) > wrong.Average(item => item.Difficulty) + 1);
    }

    [Fact]
    public void Nine_in_ten_of_its_intervals_hold_the_ability_they_are_about()
    {
        var held = 0;
        for (var run = 0; run < 60; run++)
        {
            var chance = new Random(run);
            var ability = Enumerable.Range(0, 12).Sum(_ => chance.NextDouble()) - 6; // As believed before: mean 0, deviation 1.
            var probe = new AbilityProbe(ProbeItems.Of(1), s_unknown);
            Run(probe, 30, item => chance.NextDouble() < item.Chance + (1 - item.Chance) / (1 + Math.Exp(item.Difficulty - ability)));
            held += probe.Estimates.Count(one => Math.Abs(one.Value - ability) < 1.645 * one.Deviation);
        }

        Assert.InRange(held, 0.85 * 180, 180);
    }

    [Fact]
    public void No_number_of_answers_makes_it_surer_than_the_judged_difficulties_are()
    {
        var probe = new AbilityProbe(ProbeItems.Of(1), s_unknown);

        Run(probe, ProbeItems.Of(1).Count, item => item.Difficulty < 0);

        Assert.Null(probe.Next());
        Assert.All(probe.Estimates, one => Assert.InRange(one.Deviation, 0.3, 0.9));
    }

    private static List<ProbeItem> Run(AbilityProbe probe, int questions, Func<ProbeItem, bool> isRight)
    {
        var asked = new List<ProbeItem>();
        while (asked.Count < questions && probe.Next() is { } item)
        {
            probe.Record(item, isRight(item));
            asked.Add(item);
        }

        return asked;
    }
}
