namespace Tandem.Storage.Bench;

/// <summary>Makes requests until it is killed. Says on standard output what it may count on: R = reserved, U = upstream called, C = committed.</summary>
internal static class WriterCommand
{
    public static async Task<int> RunAsync(string home, int parallel)
    {
        await using var bench = new BenchLedger(home);
        await Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => RequestForeverAsync(bench)));
        return 0;
    }

    private static async Task RequestForeverAsync(BenchLedger bench)
    {
        for (var cost = 1L; ; cost = cost % 90 + 1)
        {
            var reservation = BenchLedger.NewReservation(100);
            await bench.Ledger.ReserveAsync(reservation, CancellationToken.None);
            Say($"R {reservation.Request}");
            await Task.Yield();
            Say($"U {reservation.Request} {cost}");
            await bench.Ledger.ResolveAsync(BenchLedger.NewResolution(reservation.Request, cost), CancellationToken.None);
            Say($"C {reservation.Request} {cost}");
        }
    }

    private static void Say(string line)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
