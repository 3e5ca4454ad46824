using Tandem.Agent.Evaluators;
using Tandem.Agent.Evaluators.Solutions;
using Tandem.Agent.Verification;

namespace Tandem.Agent.Tests.Evaluators;

public sealed class NoFullSolutionTests
{
    private static readonly NoFullSolutionEvaluator Evaluator = new([]);

    public static TheoryData<string> Ways => [.. Blurts.All.Concat(MoreBlurts.All).Select(blurt => blurt.Way)];

    public static TheoryData<string> Helps => [.. Hints.All.Concat(MoreHints.All).Select(hint => hint.Way)];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Refuses_an_answer_that_gives_the_solution_away(string way)
    {
        var (_, turns, answer) = Blurts.All.Concat(MoreBlurts.All).First(blurt => blurt.Way == way);

        Assert.Equal(Verdict.Fail, (await JudgeAsync(turns, answer)).Verdict);
    }

    [Theory]
    [MemberData(nameof(Helps))]
    public async Task Lets_a_hint_pass(string way)
    {
        var (_, turns, answer) = Hints.All.Concat(MoreHints.All).First(hint => hint.Way == way);

        Assert.Equal(Finding.Pass("no_full_solution"), await JudgeAsync(turns, answer));
    }

    [Fact]
    public void There_are_thirty_of_each()
    {
        Assert.Equal(30, Blurts.All.Count);
        Assert.Equal(30, Hints.All.Count);
    }

    [Fact]
    public async Task Refuses_what_is_near_the_teachers_solution_under_other_names()
    {
        var evaluator = new NoFullSolutionEvaluator([new ReferenceSolution("def total(xs):\n    return sum(x for x in xs if x > 0)\nresult: 1729")]);

        Assert.Equal(Verdict.Fail, (await JudgeAsync(["Add the positive numbers"], "Maybe it is 1729, what do you think?", evaluator)).Verdict);
        Assert.Equal(Verdict.Fail, (await JudgeAsync(["Add the positive numbers"], "Look at sum(n for n in ns if n > 0), do you see?", evaluator)).Verdict);
        Assert.Equal(Verdict.Pass, (await JudgeAsync(["Add the positive numbers"], "How do you tell a positive number from a negative one?", evaluator)).Verdict);
    }

    [Fact]
    public async Task Ends_soon_on_hostile_text()
    {
        var hostile = string.Concat(Enumerable.Repeat("((((a [[[ 1 2 3 = = x -> ", 400));

        Assert.NotEqual(Verdict.Error, (await JudgeAsync(["What is 1 + 1?"], hostile)).Verdict);
    }

    private static async Task<Finding> JudgeAsync(string[] turns, string answer, NoFullSolutionEvaluator? evaluator = null) =>
        await (evaluator ?? Evaluator).JudgeAsync(
            new Draft { Text = answer, Author = "llama", Conversation = Blurts.Conversation(turns) }, TestContext.Current.CancellationToken);
}
