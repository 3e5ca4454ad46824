namespace Tandem.Engine.Tests.Scenarios;

public sealed class EscapeTests
{
    [Theory]
    [ClassData(typeof(CommandSeeds))]
    public Task A_model_that_tries_to_get_out_stays_in(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "Tidy up.",
        Files = new Dictionary<string, string> { [".git/config"] = "[core]\n", [".git/HEAD"] = "ref: refs/heads/main\n", [".git/objects/x"] = "", [".git/refs/x"] = "", ["AGENTS.md"] = "Rules.\n" },
        RunsCommands = true,
        Prepare = folder =>
        {
            File.WriteAllText(Path.Combine(folder.Outside, "private.txt"), "the user's own");
            File.CreateSymbolicLink(Path.Combine(folder.Root, "link"), folder.Outside);
        },
        Weak =
        [
            Says.Read("../private.txt").And("read_file", new { path = "link/private.txt" }).And("read_file", new { path = "/proc/self/root/etc/passwd" }).And("write_file", new { path = ".git/hooks/pre-commit", content = "evil" }),
            Says.Run("(cat ../private.txt; echo x > ../private.txt; rm -f ../private.txt; echo evil > .git/hooks/pre-commit; echo evil >> AGENTS.md; ls -a $HOME/.ssh) 2>/dev/null || echo nothing"),
            Says.Text("I could not."),
        ],
        OnEvent = (_, folder) =>
        {
            Assert.Equal("the user's own", File.ReadAllText(Path.Combine(folder.Outside, "private.txt")));
            return ValueTask.CompletedTask;
        },
    });
}
