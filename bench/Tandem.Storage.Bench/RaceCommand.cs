using System.Globalization;
using Tandem.Pipeline.Ledger;
using Tandem.Routing.Prices;

namespace Tandem.Storage.Bench;

/// <summary>All requests at once against one hard budget, each of ceiling 10; prints how many were reserved.</summary>
internal static class RaceCommand
{
    public static async Task<int> RunAsync(string home, string requests, string limit)
    {
        await using var bench = new BenchLedger(home);
        var budget = new BudgetLimit("team:shop", new NanoUsd(long.Parse(limit, CultureInfo.InvariantCulture)), BudgetPeriod.Total, Hard: true);
        var count = int.Parse(requests, CultureInfo.InvariantCulture);
        var results = await Task.WhenAll(Enumerable.Range(0, count).Select(
            _ => bench.Ledger.ReserveAsync(BenchLedger.NewReservation(10, budget), CancellationToken.None)));
        Console.Out.WriteLine(results.OfType<ReservationResult.Reserved>().Count());
        return 0;
    }
}
