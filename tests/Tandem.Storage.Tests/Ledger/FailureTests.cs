using Microsoft.Data.Sqlite;
using Tandem.Pipeline.Ledger;
using Tandem.Storage.Tests.Databases;

namespace Tandem.Storage.Tests.Ledger;

public sealed class FailureTests
{
    [Theory]
    [InlineData(Fault.BeforeCommit)]
    [InlineData(Fault.AfterCommit)]
    public async Task A_write_that_may_have_failed_is_repeated_with_the_same_id_and_counts_once(Fault fault)
    {
        await using var under = new LedgerUnderTest();
        var budget = Given.Hard(150);
        var reservation = Given.Reservation(100, budgets: budget);
        under.Engine.Faults.Enqueue(fault);

        var error = await Assert.ThrowsAsync<LedgerUnavailableException>(() => under.ReserveAsync(reservation));
        Assert.IsType<ReservationResult.Reserved>(await under.ReserveAsync(reservation));
        under.Engine.Faults.Enqueue(fault);
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => under.ResolveAsync(Given.Resolution(reservation.Request, costs: 40)));
        await under.ResolveAsync(Given.Resolution(reservation.Request, costs: 40));

        Assert.Contains("tandem ledger verify", error.Message, StringComparison.Ordinal);
        Assert.Equal((40, 0), ((await under.BudgetAsync(budget)).Spent.Value, (await under.BudgetAsync(budget)).Reserved.Value));
        Assert.Equal(2, (await under.AssertCleanAsync()).Entries);
    }

    [Fact]
    public async Task A_deadlocks_victim_is_done_again_without_the_caller_knowing()
    {
        await using var under = new LedgerUnderTest();
        under.Engine.Faults.Enqueue(Fault.Deadlock);
        under.Engine.Faults.Enqueue(Fault.Deadlock);

        Assert.IsType<ReservationResult.Reserved>(await under.ReserveAsync(Given.Reservation()));

        Assert.Equal(1, (await under.AssertCleanAsync()).Entries);
    }

    [Fact]
    public async Task A_deadlock_that_never_ends_is_an_error()
    {
        await using var under = new LedgerUnderTest();
        for (var i = 0; i < 50; i++) under.Engine.Faults.Enqueue(Fault.Deadlock);

        await Assert.ThrowsAsync<LedgerUnavailableException>(() => under.ReserveAsync(Given.Reservation()));
    }

    [Fact]
    public async Task One_callers_bad_row_does_not_take_down_the_others_in_its_batch()
    {
        await using var under = new LedgerUnderTest();
        var first = Given.Reservation() with { Idempotency = new IdempotencyKey("1", "body") };
        await under.ReserveAsync(first);

        // The decision's id is taken: the database refuses this one.
        var bad = under.ReserveAsync(Given.Reservation() with { Idempotency = new IdempotencyKey("2", "body"), Decision = first.Decision });
        var good = Enumerable.Range(0, 30).Select(_ => under.ReserveAsync(Given.Reservation())).ToList();

        await Assert.ThrowsAsync<LedgerUnavailableException>(() => bad);
        Assert.All(await Task.WhenAll(good), result => Assert.IsType<ReservationResult.Reserved>(result));
        Assert.Equal(31, (await under.AssertCleanAsync()).OpenReservations);
    }

    [Fact]
    public async Task A_lock_that_another_process_does_not_give_back_is_an_error_with_its_cure_and_later_all_is_well()
    {
        await using var under = new LedgerUnderTest(busyTimeout: TimeSpan.FromMilliseconds(50));
        await under.ReserveAsync(Given.Reservation());
        await using (var other = new SqliteConnection($"Data Source={under.Directory.Database};Pooling=False"))
        {
            await other.OpenAsync(LedgerUnderTest.Token);
            await using var holding = other.BeginTransaction(deferred: false);

            var error = await Assert.ThrowsAsync<LedgerUnavailableException>(() => under.ReserveAsync(Given.Reservation()));

            Assert.Contains("another process held the database", error.Message, StringComparison.Ordinal);
        }

        Assert.IsType<ReservationResult.Reserved>(await under.ReserveAsync(Given.Reservation()));
        Assert.Equal(2, (await under.AssertCleanAsync()).Entries);
    }

    [Fact]
    public async Task A_damaged_file_is_an_error_that_says_what_to_do()
    {
        using var folder = new TemporaryFolder();
        await using (var before = new LedgerUnderTest(folder.Data))
        {
            for (var i = 0; i < 20; i++) await before.ReserveAsync(Given.Reservation());
        }

        await using (var file = new FileStream(folder.Data.Database, FileMode.Open))
        {
            file.Position = 4096; // All pages but the first.
            file.Write(new byte[file.Length - file.Position].Select(_ => (byte)0xA5).ToArray());
        }

        await using var under = new LedgerUnderTest(folder.Data);
        var error = await Assert.ThrowsAsync<LedgerUnavailableException>(() => under.ReserveAsync(Given.Reservation()));

        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
        Assert.Contains("backup", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_that_only_the_database_sees_is_a_problem_of_the_proof()
    {
        await using var under = new LedgerUnderTest();
        for (var i = 0; i < 5; i++) await under.ReserveAsync(Given.Reservation());
        await under.TamperAsync("PRAGMA writable_schema = ON; DELETE FROM sqlite_master WHERE name = 'ledger_request_time'; PRAGMA writable_schema = OFF; UPDATE chain_head SET seq = seq");

        var found = await under.Ledger.VerifyAsync(LedgerUnderTest.Token);

        Assert.Contains(found.Problems, p => p.StartsWith("The database itself is damaged", StringComparison.Ordinal));
    }
}
