using Tandem.ScriptedUpstream;

namespace Tandem.Engine.Tests.Scenarios;

public sealed class ContextOverflowTests
{
    [Theory]
    [ClassData(typeof(Seeds))]
    public Task A_prompt_that_is_too_long_for_one_goes_to_the_larger_or_is_summed_up(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "What do the files say?",
        Files = new Dictionary<string, string> { ["a.txt"] = "alpha\n", ["b.txt"] = "beta\n" },
        Weak = [Says.Read("a.txt"), Says.Read("b.txt"), Reply.Broken(Faults.ContextLength)],
        Strong = [Reply.Broken(Faults.ContextLength), Says.Text("Alpha and beta.")],
    });

    [Theory]
    [ClassData(typeof(Seeds))]
    public Task The_older_part_is_summed_up_before_a_small_context_is_full(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "What do the files say?",
        Files = Enumerable.Range(0, 5).ToDictionary(number => $"f{number}.txt", number => string.Concat(Enumerable.Range(0, 400).Select(line => $"file {number} line {line}\n"))),
        Model = "weak",
        WeakContext = 12_000,
        Weak = [Says.Read("f0.txt"), Says.Read("f1.txt"), Says.Read("f2.txt"), Says.Read("f3.txt"), Says.Text("SUMMARY: f0 to f3 hold numbered lines."), Says.Text("Numbered lines.")],
    });
}
