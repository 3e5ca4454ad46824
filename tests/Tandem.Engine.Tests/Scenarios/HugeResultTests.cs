namespace Tandem.Engine.Tests.Scenarios;

public sealed class HugeResultTests
{
    private static readonly string Lines = string.Concat(Enumerable.Range(0, 60_000).Select(number => $"line {number} needle\n"));

    [Theory]
    [ClassData(typeof(CommandSeeds))]
    public Task Results_of_megabytes_are_capped_with_head_and_tail(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "Look at everything.",
        Files = new Dictionary<string, string> { ["big.txt"] = Lines, ["one-line.txt"] = new string('x', 2_000_000) },
        RunsCommands = true,
        Weak =
        [
            Says.Read("big.txt").And("read_file", new { path = "one-line.txt" }),
            Says.Call("grep", new { pattern = "needle" }),
            Says.Run("cat big.txt big.txt big.txt; echo the end"),
            Says.Text("I saw it."),
        ],
    });
}
