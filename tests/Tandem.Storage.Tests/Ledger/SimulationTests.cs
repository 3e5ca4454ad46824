using Tandem.Storage.Bench;
using Tandem.Storage.Bench.Simulation;

namespace Tandem.Storage.Tests.Ledger;

/// <summary>A short part of <c>bench/run ledger-simulation</c>.</summary>
public sealed class SimulationTests
{
    [Fact]
    public async Task Histories_with_crashes_keep_every_promise() => Assert.True(await SimulationCommand.InMemoryAsync(seed: 1, histories: 300) > 3_000);

    [Fact]
    public async Task The_real_store_keeps_them_too() => Assert.True(await SimulationCommand.OnSqliteAsync(seed: 1, histories: 6) > 60);

    [Fact]
    public async Task A_store_that_forgets_a_charge_is_caught()
    {
        await Assert.ThrowsAsync<SimulationException>(async () =>
        {
            for (var seed = 1; seed < 50; seed++) await new History(new ForgetfulDatabase(new MemoryDatabase()), seed).RunAsync();
        });
    }

    /// <summary>Loses every twentieth transaction that it said was durable.</summary>
    private sealed class ForgetfulDatabase(ISimulatedDatabase inner) : ISimulatedDatabase
    {
        private int _count;

        public Task TransactAsync(string writer, DateTimeOffset now, Func<Storage.Ledger.LedgerRules, ValueTask> work, bool keep) =>
            inner.TransactAsync(writer, now, work, keep && ++_count % 20 != 0);

        public Task<Storage.Ledger.Balance> ReadBalanceAsync(Storage.Ledger.BalanceKey key) => inner.ReadBalanceAsync(key);

        public Task<Pipeline.Ledger.LedgerVerification> VerifyAsync() => inner.VerifyAsync();

        public Task<IReadOnlyList<Storage.Ledger.LedgerEntry>> ReadAsync() => inner.ReadAsync();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
