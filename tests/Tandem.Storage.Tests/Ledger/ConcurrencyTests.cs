using Tandem.Pipeline.Ledger;

namespace Tandem.Storage.Tests.Ledger;

public abstract class ConcurrencyTests(StoreKind store)
{
    [Fact]
    public async Task Three_hundred_parallel_reservations_never_pass_a_hard_budget()
    {
        await using var under = LedgerUnderTest.On(store);
        var budget = Given.Hard(1_005);

        var results = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => under.ReserveAsync(Given.Reservation(10, budgets: budget))));

        Assert.Equal(100, results.OfType<ReservationResult.Reserved>().Count());
        Assert.Equal(200, results.OfType<ReservationResult.OverBudget>().Count());
        Assert.Equal(1_000, (await under.BudgetAsync(budget)).Reserved.Value);
        Assert.Equal(100, (await under.AssertCleanAsync()).OpenReservations);
    }

    [Fact]
    public async Task Whole_requests_in_parallel_are_each_charged_once()
    {
        await using var under = LedgerUnderTest.On(store);
        var budget = Given.Hard(200 * 100);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var reservation = Given.Reservation(100, budgets: budget);
            await under.ReserveAsync(reservation);
            await Task.WhenAll(under.ResolveAsync(Given.Resolution(reservation.Request, costs: i)), under.ResolveAsync(Given.Resolution(reservation.Request, costs: i)));
        }));

        Assert.Equal(199 * 200 / 2, (await under.BudgetAsync(budget)).Spent.Value);
        Assert.Equal(400, (await under.AssertCleanAsync()).Entries);
    }

    [Fact]
    public async Task Two_ledgers_on_one_file_have_a_chain_each_and_one_budget()
    {
        await using var one = LedgerUnderTest.On(store);
        await using var two = one.Sibling();
        var budget = Given.Hard(255);

        var results = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => (i % 2 == 0 ? one : two).ReserveAsync(Given.Reservation(10, budgets: budget))));

        Assert.Equal(25, results.OfType<ReservationResult.Reserved>().Count());
        await one.AssertCleanAsync();
    }

    [Fact]
    public async Task Any_process_may_resolve_what_another_reserved()
    {
        await using var one = LedgerUnderTest.On(store);
        await using var two = one.Sibling();
        var reservation = Given.Reservation();
        await one.ReserveAsync(reservation);

        await two.ResolveAsync(Given.Resolution(reservation.Request, costs: 9));

        Assert.Equal(0, (await one.AssertCleanAsync()).OpenReservations);
    }

    [Fact]
    public async Task A_call_that_was_cancelled_before_its_turn_writes_nothing()
    {
        await using var under = LedgerUnderTest.On(store);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => under.Ledger.ReserveAsync(Given.Reservation(), new CancellationToken(canceled: true)));

        Assert.Equal(0, (await under.AssertCleanAsync()).Entries);
    }

    [Fact]
    public async Task Disposal_finishes_what_waits_and_refuses_what_comes_later()
    {
        await using var under = LedgerUnderTest.On(store);
        var waiting = Enumerable.Range(0, 50).Select(_ => under.ReserveAsync(Given.Reservation())).ToList();

        await under.Ledger.DisposeAsync();

        Assert.All(await Task.WhenAll(waiting), result => Assert.IsType<ReservationResult.Reserved>(result));
        var error = await Assert.ThrowsAsync<LedgerUnavailableException>(() => under.ReserveAsync(Given.Reservation()));
        Assert.Contains("closed", error.Message, StringComparison.Ordinal);
    }
}

public sealed class ConcurrencyTestsOnSqlite() : ConcurrencyTests(StoreKind.Sqlite);

public sealed class ConcurrencyTestsOnPostgres() : ConcurrencyTests(StoreKind.Postgres);
