using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Tandem.Agent.Checkpoints;
using Tandem.Agent.EditHost;

namespace Tandem.Agent.Tests.Checkpoints;

/// <summary>A process that edits as the agent does, killed without warning.</summary>
public sealed class KilledEditTests
{
    /// <summary>Few by default, because each starts a process.</summary>
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("TANDEM_TEST_KILLS") ?? "6", CultureInfo.InvariantCulture);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_file_is_wholly_old_or_wholly_new_and_undo_brings_the_first_state_back()
    {
        var folder = Directory.CreateTempSubdirectory("tandem-killed-");
        try
        {
            var (root, data) = (folder.CreateSubdirectory("work").FullName, folder.CreateSubdirectory("data").FullName);
            CountedFiles.Create(root);
            await File.WriteAllTextAsync(Path.Combine(root, "mine.txt"), "untracked\n", Token);
            var first = Picture(root);
            var chance = new Random(20261124);
            var (edits, inTheMiddle) = (0, 0);
            for (var round = 0; round < Rounds; round++)
            {
                edits += await KillAsync(root, data, chance.Next(1, 5), TimeSpan.FromMicroseconds(chance.Next(8_000)));
                if (File.Exists(Path.Combine(root, ".tandem-edit.journal"))) inTheMiddle++;
                Assert.All(CountedFiles.Names.Where(name => File.Exists(Path.Combine(root, name))), name => Assert.True(CountedFiles.IsWhole(root, name), $"round {round}: {name} is torn"));

                // The next start finishes the edit or takes it back. Now and then a second process is killed before anything is undone.
                var store = new CheckpointStore(root, data, TimeProvider.System);
                store.Recover();
                Assert.Equal([.. CountedFiles.Names, "mine.txt"], Directory.EnumerateFileSystemEntries(root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
                Assert.Single(CountedFiles.Names.Select(name => CountedFiles.Version(root, name)).Distinct());
                if (round < Rounds - 1 && chance.Next(3) == 0) continue;
                foreach (var turn in store.List().Where(turn => turn is { State: not CheckpointState.Undone, UndoOf: null }))
                    Assert.Empty((await store.UndoAsync(turn.Id, Token)).Kept);
                Assert.Equal(first, Picture(root));
            }

            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Rounds} kills in {edits} edits, {inTheMiddle} of them inside the writing of one."));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Runs until a number of edits have begun, and kills it a random moment later.</summary>
    private static async Task<int> KillAsync(string root, string data, int edits, TimeSpan later)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Tandem.Agent.EditHost"), [root, data]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        for (var begun = 0; begun < edits; begun++) Assert.NotNull(await process.StandardOutput.ReadLineAsync(Token));
        var now = Stopwatch.GetTimestamp();
        SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(now) >= later); // A timer is coarser than an edit.
        process.Kill(); // SIGKILL
        await process.WaitForExitAsync(Token);
        return edits;
    }

    private static List<string> Picture(string root) =>
        [.. Directory.EnumerateFileSystemEntries(root).Select(path => $"{Path.GetFileName(path)} {(OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path))} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}").Order(StringComparer.Ordinal)];
}
