using Tandem.Agent.Turns;

namespace Tandem.Engine.Tests.Scenarios;

public sealed class InterruptTests
{
    /// <summary>The command is ended, the edit before it stays and can be undone, and no model is asked again.</summary>
    [Theory]
    [ClassData(typeof(CommandSeeds))]
    public Task A_task_that_the_user_interrupts_says_so_and_keeps_what_was_done(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "Change a.txt and run the server.",
        Files = new Dictionary<string, string> { ["a.txt"] = "old\n" },
        RunsCommands = true,
        Verify = ["true"],
        Weak = [Says.Read("a.txt"), Says.Edit("a.txt", "old", "new"), Says.Run("echo x > made.txt; echo evil > .envrc; echo ready; sleep 600"), Says.Text("never asked")],
        Interrupts = told => told is ToolOutput { Text: var text } && text.Contains("ready", StringComparison.Ordinal),
    });
}
