using Tandem.Agent.Turns;

namespace Tandem.Engine.Tests.Scenarios;

public sealed class HangingCommandTests
{
    /// <summary>Names of programs that only these commands start, so that whoever is left over is found.</summary>
    private const string Stubborn = "cp /bin/sleep ./stubborn-$$; trap '' TERM INT HUP; (trap '' TERM; exec ./stubborn-$$ 600) & setsid sh -c 'trap \"\" TERM; nohup ./stubborn-'$$' 600 >/dev/null 2>&1 & sleep 600' & ./stubborn-$$ 600";

    [Theory]
    [ClassData(typeof(CommandSeeds))]
    public Task A_command_that_hangs_is_ended_with_everything_it_started(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "Run the server.",
        RunsCommands = true,
        Weak = [Says.Run(Stubborn, timeout_seconds: 1), Says.Run("rm -f stubborn-*; (sleep 600 &) ; echo started"), Says.Run("cat", timeout_seconds: 5), Says.Text("It hangs.")],
        OnEvent = (told, folder) =>
        {
            if (told is ToolAnswered { Tool: "run_command" }) Assert.Empty(Running(folder.Root));
            return ValueTask.CompletedTask;
        },
    });

    private static List<string> Running(string root) =>
        [.. Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)).Select(Program).Where(program => program.StartsWith(root, StringComparison.Ordinal))];

    private static string Program(string process)
    {
        try
        {
            return File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)?.FullName ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // Gone, or of another user.
        }
    }
}
