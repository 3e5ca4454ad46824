using System.Globalization;
using System.Text.Json;
using Tandem.Agent.EditHost;
using Tandem.ScriptedUpstream;

namespace Tandem.Cli.Tests;

/// <summary>The program, killed without warning while it writes the edits of a model. Many more kills, of a process that only edits, are in the agent's own tests.</summary>
public sealed class KilledRunTests
{
    /// <summary>One by default, because the program takes seconds of processor time to start.</summary>
    private static readonly int Rounds = Math.Max(1, int.Parse(Environment.GetEnvironmentVariable("TANDEM_TEST_KILLS") ?? "0", CultureInfo.InvariantCulture) / 10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tears_no_file_and_its_edits_are_undone_as_those_of_any_other_run()
    {
        using var tandem = new TandemProgram();
        await using var llama = await FakeUpstream.StartAsync(new UpstreamScript { KeepsCalls = false, Answer = (_, _) => NextEdit(tandem.Folder) });
        await using var gpt4 = await FakeUpstream.StartAsync();
        tandem.Configure(llama, gpt4);
        CountedFiles.Create(tandem.Folder);
        var chance = new Random(20261124);
        for (var round = 0; round < Rounds; round++)
        {
            await KillAsync(tandem, chance.Next(1, 4), TimeSpan.FromMilliseconds(chance.Next(60)));
            Assert.All(CountedFiles.Names, name => Assert.True(CountedFiles.IsWhole(tandem.Folder, name), $"round {round}: {name} is torn"));

            var undone = await tandem.RunAsync("", "undo");

            Assert.True(undone.ExitCode == 0, undone.Notes);
            Assert.Equal(CountedFiles.Names, Directory.EnumerateFileSystemEntries(tandem.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            Assert.All(CountedFiles.Names, name => Assert.Equal((0, true), (CountedFiles.Version(tandem.Folder, name), CountedFiles.IsWhole(tandem.Folder, name))));
        }
    }

    /// <summary>Runs until a number of edits have begun, and kills it a random moment later.</summary>
    private static async Task KillAsync(TandemProgram tandem, int edits, TimeSpan later)
    {
        using var process = tandem.Start("run", "--json", "--model", "llama", "Count up.");
        process.StandardInput.Close();
        for (var begun = 0; begun < edits && await process.StandardOutput.ReadLineAsync(Token) is { } line;)
            if (line.Contains("\"type\":\"tool_call\"", StringComparison.Ordinal)) begun++;
        await Task.Delay(later, Token); // The moment is what is random; nothing depends on its length.
        Assert.False(process.HasExited, "it ended before it was killed");
        process.Kill(); // SIGKILL
        await process.WaitForExitAsync(Token);
    }

    /// <summary>Nothing is being written while a model answers, so that the files have one version.</summary>
    private static Reply NextEdit(string folder) =>
        Reply.ToolCall("apply_patch", JsonSerializer.Serialize(new { patch = CountedFiles.Patch(CountedFiles.Version(folder, CountedFiles.Names[0])) }));
}
