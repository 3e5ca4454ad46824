using Tandem.Agent.Turns;

namespace Tandem.Engine.Tests.Scenarios;

public sealed class UserEditTests
{
    private const string Check = "grep -qx right a.txt || { echo 'a.txt is WRONG'; exit 1; }";

    [Theory]
    [ClassData(typeof(Seeds))]
    public Task An_edit_over_the_users_own_is_refused_and_made_again_on_top_of_it(int seed)
    {
        var said = 0;
        return Scenario.RunAsync(seed, new Script
        {
            Task = "Change old to new in a.txt.",
            Files = new Dictionary<string, string> { ["a.txt"] = "old\n" },
            UserWrites = true,
            OnEvent = (told, folder) =>
            {
                if (told is ToolAnswered { Tool: "read_file" } && said++ == 0) folder.Write("a.txt", "old\nand a line of the user\n");
                return ValueTask.CompletedTask;
            },
            Weak =
            [
                Says.Read("a.txt"), Says.Write("a.txt", "new\n").And("edit_file", new { path = "a.txt", old_string = "old", new_string = "new" }), Says.Read("a.txt"), Says.Edit("a.txt", "old\n", "new\n"), Says.Text("Changed."),
            ],
        });
    }

    /// <summary>What the user wrote after the attempt's own change is not taken back with it.</summary>
    [Theory]
    [ClassData(typeof(CommandSeeds))]
    public Task A_roll_back_keeps_what_the_user_wrote_meanwhile(int seed)
    {
        var verdicts = 0;
        return Scenario.RunAsync(seed, new Script
        {
            Task = "Fix the failing check.",
            Files = new Dictionary<string, string> { ["a.txt"] = "old\n", ["b.txt"] = "old b\n" },
            RunsCommands = true,
            Verify = [Check],
            UserWrites = true,
            OnEvent = (told, folder) =>
            {
                if (told is Verified && ++verdicts == 2)
                {
                    folder.Write("b.txt", "the user's\n");
                    folder.Write("new.txt", "the user's too\n");
                }

                return ValueTask.CompletedTask;
            },
            Weak = [Says.Read("b.txt"), Says.Edit("b.txt", "old b", "weak b").And("write_file", new { path = "made.txt", content = "x" }), Says.Text("Done."), Says.Text("Done again.")],
            Strong = [Says.Patch("a.txt", "old", "right"), Says.Text("Right.")],
        });
    }
}
