using Tandem.Routing.Abilities.Probing;

namespace Tandem.Routing.Tests.Abilities.Probing;

public sealed class ProbeItemsTests
{
    [Fact]
    public void Equal_seeds_give_equal_questions_and_others_other_numbers()
    {
        Assert.Equal(ProbeItems.Of(1), ProbeItems.Of(1));
        Assert.NotEqual(ProbeItems.Of(1), ProbeItems.Of(2));
    }

    [Fact]
    public void Every_skill_has_questions_enough_for_a_long_probe_and_each_a_name_of_its_own()
    {
        var items = ProbeItems.Of(1);

        Assert.Equal(items.Count, items.Select(item => item.Id).Distinct().Count());
        Assert.Equal(["coding", "knowledge", "math"], items.Select(item => item.Skill).Distinct().Order());
        Assert.All(items.GroupBy(item => item.Skill), skill => Assert.InRange(skill.Count(), 15, 60));
    }

    [Theory]
    [InlineData("ANSWER: 1234", true)]
    [InlineData("It is 9.\n**ANSWER:** 1,234.", true)]
    [InlineData("ANSWER: 12\nOr rather\nanswer: `1234`", true)]
    [InlineData("1234", false)]
    [InlineData("ANSWER: 12345", false)]
    [InlineData("ANSWER: 1234 or 1235", false)]
    [InlineData("ANSWER:", false)]
    public void The_last_answer_counts(string reply, bool isRight) =>
        Assert.Equal(isRight, new ProbeItem("one", "math", "?", "1234", 0, 0).IsRight(reply));

    [Fact]
    public void A_choice_is_told_by_its_letter()
    {
        var fact = ProbeItems.Of(1).First(item => item.Question.Contains("capital of Italy", StringComparison.Ordinal));

        Assert.Contains($"{fact.Answer}. Rome", fact.Question, StringComparison.Ordinal);
        Assert.True(fact.IsRight($"ANSWER: {fact.Answer.ToLowerInvariant()}."));
    }
}
