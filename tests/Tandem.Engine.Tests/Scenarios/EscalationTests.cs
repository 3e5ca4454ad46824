namespace Tandem.Engine.Tests.Scenarios;

public sealed class EscalationTests
{
    private const string Check = "grep -qx right a.txt || { echo 'a.txt is WRONG'; exit 1; }";
    private static readonly Dictionary<string, string> Files = new() { ["a.txt"] = "old\n", ["mine.txt"] = "mine\n" };

    [Theory]
    [ClassData(typeof(CommandSeeds))]
    public Task Weak_fails_twice_and_strong_solves_with_the_evidence(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "Fix the failing check.",
        Files = Files,
        RunsCommands = true,
        Verify = [Check],
        Weak = [Says.Read("a.txt"), Says.Write("a.txt", "wrong\n").And("write_file", new { path = "left/over.txt", content = "x" }), Says.Text("Done, all checks pass."), Says.Write("a.txt", "worse\n"), Says.Text("Now it passes.")],
        Strong = [Says.Patch("a.txt", "old", "right"), Says.Text("It is right now.")],
    });

    [Theory]
    [ClassData(typeof(CommandSeeds))]
    public Task Where_both_fail_the_person_gets_it_and_nothing_is_called_done(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "Fix the failing check.",
        Files = Files,
        RunsCommands = true,
        Verify = [Check],
        Weak = [Says.Text("It is fine as it is.")],
        Strong = [Says.Patch("a.txt", "old", "other"), Says.Text("Done."), Says.Text("Done, believe me.")],
    });

    /// <summary>The stronger model is outside, and what was read may not leave.</summary>
    [Theory]
    [ClassData(typeof(CommandSeeds))]
    public Task A_private_task_goes_to_the_person_rather_than_outside(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "Fix the failing check.",
        Files = new Dictionary<string, string> { ["a.txt"] = "old\n", ["secrets/plan.txt"] = "the merger with Example Corp\n" },
        Privacy = "{ default: shareable, private_paths: [\"secrets/**\"] }",
        RunsCommands = true,
        Verify = [Check],
        Weak = [Says.Read("secrets/plan.txt"), Says.Write("a.txt", "wrong\n").And("read_file", new { path = "a.txt" }), Says.Text("Done.")],
        Strong = [Says.Text("never asked")],
    });
}
