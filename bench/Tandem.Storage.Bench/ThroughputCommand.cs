using System.Diagnostics;

namespace Tandem.Storage.Bench;

/// <summary>Whole requests (reserve, then resolve, each durable) per second, by the number of callers at once.</summary>
internal static class ThroughputCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = Usage.Option(args, "--seconds", 5);
        Console.Out.WriteLine("callers  requests/s  median ms  processor µs a request  bytes allocated a request");
        foreach (var callers in new[] { 1, 16, 128 })
        {
            var folder = Directory.CreateTempSubdirectory("tandem-throughput-");
            try
            {
                await using var bench = new BenchLedger(folder.FullName);
                await RequestAsync(bench); // Opens and migrates.
                await LoopAsync(bench, TimeSpan.FromSeconds(1)); // Compiled code is steady.
                var (processor, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
                var watch = Stopwatch.StartNew();
                var times = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => LoopAsync(bench, TimeSpan.FromSeconds(seconds)))));
                watch.Stop();
                var all = times.SelectMany(t => t).Order().ToList();
                Console.Out.WriteLine($"{callers,7}  {all.Count / watch.Elapsed.TotalSeconds,10:0}  {all[all.Count / 2],9:0.00}  {(Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / all.Count,22:0.0}  {(GC.GetTotalAllocatedBytes() - allocated) / all.Count,25}");
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }

        return 0;
    }

    private static async Task<List<double>> LoopAsync(BenchLedger bench, TimeSpan span)
    {
        var times = new List<double>();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < span)
        {
            var start = watch.Elapsed;
            await RequestAsync(bench);
            times.Add((watch.Elapsed - start).TotalMilliseconds);
        }

        return times;
    }

    private static async Task RequestAsync(BenchLedger bench)
    {
        var reservation = BenchLedger.NewReservation(100);
        await bench.Ledger.ReserveAsync(reservation, CancellationToken.None);
        await bench.Ledger.ResolveAsync(BenchLedger.NewResolution(reservation.Request, 40), CancellationToken.None);
    }
}
