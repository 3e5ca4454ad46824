using System.Diagnostics;
using Tandem.Storage.Bench.Simulation;
using Tandem.Storage.Databases;

namespace Tandem.Storage.Bench;

/// <summary>Runs many histories in memory and some on the real store; the first that fails ends it and names its seed.</summary>
internal static class SimulationCommand
{
    private const int ProvedEvery = 10;

    public static async Task<int> RunAsync(string[] args)
    {
        var histories = Usage.Option(args, "--histories", 100_000);
        var sqlite = Usage.Option(args, "--sqlite", 200);
        var seed = Usage.Option(args, "--seed", 1);
        var watch = Stopwatch.StartNew();
        try
        {
            var steps = await InMemoryAsync(seed, histories);
            Console.Out.WriteLine($"memory   {histories} histories, {steps} steps: sums zero, at most one resolution, spent + reserved within limits ({watch.Elapsed.TotalSeconds:0} s)");
            watch.Restart();
            steps = await OnSqliteAsync(seed, sqlite);
            Console.Out.WriteLine($"sqlite   {sqlite} histories, {steps} steps: the same ({watch.Elapsed.TotalSeconds:0} s)");
            return 0;
        }
        catch (SimulationException failure)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }

    public static async Task<long> InMemoryAsync(int seed, int histories)
    {
        var steps = 0L;
        await Parallel.ForAsync(seed, seed + histories, async (each, _) =>
        {
            await using var database = new MemoryDatabase();
            var history = new History(database, each, proves: each % ProvedEvery == 0);
            await history.RunAsync();
            Interlocked.Add(ref steps, history.Steps);
        });
        return steps;
    }

    /// <summary>Each history in a file of its own, in a folder that is gone afterwards.</summary>
    public static async Task<long> OnSqliteAsync(int seed, int histories)
    {
        var steps = 0L;
        for (var each = seed; each < seed + histories; each++)
        {
            var folder = Directory.CreateTempSubdirectory("tandem-simulation-");
            try
            {
                var engine = new SqliteEngine(new DataDirectory(folder.FullName), TimeSpan.FromSeconds(60));
                await using var database = new SqlDatabase(new Database(engine, new Migrator(TimeProvider.System)));
                var history = new History(database, each);
                await history.RunAsync();
                steps += history.Steps;
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }

        return steps;
    }
}
