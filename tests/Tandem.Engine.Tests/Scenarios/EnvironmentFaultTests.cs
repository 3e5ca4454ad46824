namespace Tandem.Engine.Tests.Scenarios;

public sealed class EnvironmentFaultTests
{
    /// <summary>No dearer model is bought for a program that is missing, and the work is not called done either.</summary>
    [Theory]
    [ClassData(typeof(CommandSeeds))]
    public Task A_verifier_that_cannot_run_blames_no_model(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "Fix the failing tests.",
        Files = new Dictionary<string, string> { ["a.txt"] = "old\n" },
        RunsCommands = true,
        Verify = ["echo 'no-such-program: not found'; exit 127"],
        Weak = [Says.Read("a.txt"), Says.Write("a.txt", "new\n"), Says.Text("Done.")],
    });

    [Theory]
    [ClassData(typeof(CommandSeeds))]
    public Task A_missing_network_and_a_full_disk_are_none_of_the_models_doing(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "Change a.txt.",
        Files = new Dictionary<string, string> { ["a.txt"] = "old\n" },
        RunsCommands = true,
        Verify = ["grep -q old a.txt || { echo 'error NU1301: Unable to load the service index for source https://packages.example.'; exit 1; }", "true"],
        Weak = [Says.Read("a.txt"), Says.Write("a.txt", "new\n"), Says.Text("Done.")],
    });
}
