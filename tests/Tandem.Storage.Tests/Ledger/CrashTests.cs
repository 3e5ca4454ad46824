using System.Globalization;
using System.Text.Json;

namespace Tandem.Storage.Tests.Ledger;

/// <summary>Processes of their own, killed without warning while they write.</summary>
public sealed class CrashTests
{
    /// <summary>Few by default, because each starts a process; docs/results/ledger.md has a longer run.</summary>
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("TANDEM_TEST_KILLS") ?? "2", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_killed_process_loses_nothing_it_acknowledged_and_doubles_nothing()
    {
        using var folder = new TemporaryFolder();
        var chance = new Random(20261124);
        var reserved = new HashSet<string>();
        var committed = new Dictionary<string, long>();
        for (var round = 0; round < Rounds; round++) await KillAsync(folder.Data, chance.Next(20, 300), reserved, committed);

        await using var under = new LedgerUnderTest(folder.Data);
        var recovered = await under.Ledger.ExpireAsync(DateTimeOffset.MinValue, LedgerUnderTest.Token); // No time has passed: only the dead count.
        var verified = await under.AssertCleanAsync();

        Assert.Equal(0, verified.OpenReservations);
        Assert.InRange(recovered, 0, Rounds * 8); // What was in flight in each round, and no more.
        var entries = (await under.ExportAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var inLedger = entries.Where(e => Kind(e) == "reserve").Select(Request).ToList();
        var charged = entries.Where(e => Kind(e) == "commit").ToDictionary(Request, e => e.GetProperty("resolution").GetProperty("cost_nano_usd").GetInt64());
        Assert.Equal(inLedger.Count, inLedger.Distinct().Count());
        Assert.Subset(inLedger.ToHashSet(), reserved);
        Assert.All(committed, c => Assert.Equal(c.Value, charged[c.Key]));
        Assert.NotEmpty(committed);
        Assert.All(Directory.GetFiles(Path.Combine(folder.Data.Path, "writers")), file => Assert.True(IsLocked(file))); // Only this process is left.
    }

    [Fact]
    public async Task Three_processes_share_one_hard_budget_without_overspending_it()
    {
        using var folder = new TemporaryFolder();

        var counts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RaceAsync(folder.Data, requests: 100, limit: 1_234)));

        Assert.Equal(123, counts.Sum());
        await using var under = new LedgerUnderTest(folder.Data);
        Assert.Equal(123, (await under.AssertCleanAsync()).OpenReservations);
    }

    private static async Task KillAsync(DataDirectory home, int lines, HashSet<string> reserved, Dictionary<string, long> committed)
    {
        using var child = ChildProcess.Start("write", home.Path, "8");
        for (var line = 0; line < lines; line++) Note(await child.StandardOutput.ReadLineAsync(LedgerUnderTest.Token));
        child.Kill(); // SIGKILL
        var rest = await child.StandardOutput.ReadToEndAsync(LedgerUnderTest.Token);
        foreach (var late in rest.Split('\n')[..^1]) Note(late); // The last line may be cut.
        await child.WaitForExitAsync(LedgerUnderTest.Token);

        void Note(string? line)
        {
            switch (line?.Split(' '))
            {
                case ["R", var request]:
                    reserved.Add(request);
                    break;
                case ["C", var request, var cost]:
                    committed.Add(request, long.Parse(cost, CultureInfo.InvariantCulture));
                    break;
                default:
                    Assert.StartsWith("U ", line, StringComparison.Ordinal);
                    break;
            }
        }
    }

    private static async Task<int> RaceAsync(DataDirectory home, int requests, long limit)
    {
        using var child = ChildProcess.Start("race", home.Path, requests.ToString(CultureInfo.InvariantCulture), limit.ToString(CultureInfo.InvariantCulture));
        var output = await child.StandardOutput.ReadToEndAsync(LedgerUnderTest.Token);
        await child.WaitForExitAsync(LedgerUnderTest.Token);
        return int.Parse(output, CultureInfo.InvariantCulture);
    }

    private static string Kind(JsonElement entry) => entry.GetProperty("kind").GetString()!;

    private static string Request(JsonElement entry) => entry.GetProperty("request_id").GetString()!;

    private static bool IsLocked(string file)
    {
        try
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
