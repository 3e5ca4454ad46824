using Tandem.Agent.Turns;
using Tandem.Agent.Verification;

namespace Tandem.Engine.Tests.Scenarios;

/// <summary>An exercise in Python, from red to green, judged by the tests that the repository has: found by Tandem, run in the sandbox.</summary>
public sealed class PytestTaskTests
{
    private const string Tests = """
        import pytest
        from leap import leap


        @pytest.mark.parametrize("year, expected", [(1996, True), (1997, False), (1900, False), (2000, True)])
        def test_leap(year, expected):
            assert leap(year) is expected
        """;

    private const string Weak = "def leap(year):\n    return year % 4 == 0\n";
    private const string Worse = "def leap(year):\n    return year % 4 == 0 and year != 1900 and year != 2000\n";
    private const string Right = "def leap(year):\n    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)\n";

    [Fact]
    public async Task Red_weak_red_again_escalation_green_and_undo_restores_every_byte()
    {
        Assert.SkipUnless(HasPytest, "There is no pytest on this machine's PATH.");
        using var folder = new ScenarioFolder();
        var script = new Script
        {
            Task = "Fix the failing tests.",
            Files = new Dictionary<string, string> { ["leap.py"] = "def leap(year):\n    return False\n", ["test_leap.py"] = Tests, ["notes/mine.txt"] = "untracked\n", ["data.bin"] = "\0\u0001\r\n" },
            RunsCommands = true,
            Weak =
            [
                Says.Read("leap.py").And("read_file", new { path = "test_leap.py" }), Says.Write("leap.py", Weak).And("write_file", new { path = "scratch/try.py", content = "x = 1\n" }), Says.Text("All tests pass."),
                Says.Write("leap.py", Worse), Says.Text("Now they do."),
            ],
            Strong = [Says.Read("leap.py"), Says.Patch("leap.py", "    return False", Right.Split('\n')[1]), Says.Text("Century years need 400.")],
        };

        var record = await Scenario.PlayAsync(seed: 1, script, folder);

        Assert.Equal(("verified", 0), (record.Ended!.Status, record.Ended.ExitCode));
        Assert.Equal([Verdict.Fail, Verdict.Fail, Verdict.Pass], record.Events.OfType<Verified>().Select(verified => verified.Report.Verdict));
        Assert.Contains("pytest", Assert.Single(record.Ended.Verification!.Checks).Command, StringComparison.Ordinal);
        Assert.Equal(("weak", "strong"), (Assert.Single(record.Events.OfType<Escalated>()).From, Assert.Single(record.Events.OfType<Escalated>()).To));
        Assert.Contains("test_leap[2000-True]", record.Events.OfType<Escalated>().Single().Reason, StringComparison.Ordinal); // What the second attempt still got wrong.
        Assert.Equal(["leap.py"], record.Ended.Files.Select(file => file.Path));
        Assert.Equal(Right, folder.Read("leap.py"));
        Assert.Contains("strong 1", record.ToString(), StringComparison.Ordinal);

        await Scenario.UndoAsync(folder);
        Assert.Equal(record.AtFirst, folder.Picture());
    }

    private static bool HasPytest => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(place => File.Exists(Path.Combine(place, "pytest")));
}
