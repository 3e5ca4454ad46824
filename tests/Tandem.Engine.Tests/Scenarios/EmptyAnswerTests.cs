using Tandem.ScriptedUpstream;

namespace Tandem.Engine.Tests.Scenarios;

public sealed class EmptyAnswerTests
{
    /// <summary>Empty, blank, nothing but reasoning: three in a row, and the task goes to the other model.</summary>
    [Theory]
    [ClassData(typeof(Seeds))]
    public Task Three_answers_of_nothing_lose_the_task(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "What does a.txt say?",
        Files = new Dictionary<string, string> { ["a.txt"] = "text\n" },
        Weak = [Reply.Stream(), Says.Read("a.txt"), Reply.Stream(" ", "\n\n"), Reply.Reasoning("Hm."), Reply.Stream("\n")],
        Strong = [Says.Text("It says text.")],
    });
}
