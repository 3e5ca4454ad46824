using Tandem.Pipeline.Ledger;

namespace Tandem.Storage.Tests.Ledger;

public abstract class ExpiryTests(StoreKind store)
{
    private static readonly BudgetLimit Budget = Given.Hard(100);

    [Fact]
    public async Task A_reservation_ends_when_its_time_has_passed_and_not_before()
    {
        await using var under = LedgerUnderTest.On(store);
        var reservation = Given.Reservation(100, budgets: Budget);
        await under.ReserveAsync(reservation);

        Assert.Equal(0, await under.Ledger.ExpireAsync(reservation.ExpiresAt.AddTicks(-1), LedgerUnderTest.Token));
        Assert.Equal(1, await under.Ledger.ExpireAsync(reservation.ExpiresAt, LedgerUnderTest.Token));
        Assert.Equal(0, await under.Ledger.ExpireAsync(reservation.ExpiresAt, LedgerUnderTest.Token));

        Assert.Equal(100, (await under.BudgetAsync(Budget)).Left.Value);
        Assert.Equal(0, (await under.AssertCleanAsync()).OpenReservations);
    }

    [Fact]
    public async Task More_than_one_batch_expires_in_one_call()
    {
        await using var under = LedgerUnderTest.On(store);
        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => under.ReserveAsync(Given.Reservation(1))));

        Assert.Equal(300, await under.Ledger.ExpireAsync(Given.Noon.AddHours(1), LedgerUnderTest.Token));
    }

    [Fact]
    public async Task What_is_resolved_after_it_expired_is_charged_all_the_same_and_once()
    {
        await using var under = LedgerUnderTest.On(store);
        var reservation = Given.Reservation(100, budgets: Budget);
        await under.ReserveAsync(reservation);
        await under.Ledger.ExpireAsync(Given.Noon.AddHours(1), LedgerUnderTest.Token);

        await under.ResolveAsync(Given.Resolution(reservation.Request, costs: 40));
        await under.ResolveAsync(Given.Resolution(reservation.Request, costs: 40));

        Assert.Equal(60, (await under.BudgetAsync(Budget)).Left.Value);
        Assert.Equal(3, (await under.AssertCleanAsync()).Entries);
        Assert.Contains("\"kind\":\"adjust\"", await under.ExportAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_free_request_that_expired_can_still_say_what_became_of_it()
    {
        await using var under = LedgerUnderTest.On(store);
        var reservation = Given.Reservation(0);
        await under.ReserveAsync(reservation);
        await under.Ledger.ExpireAsync(Given.Noon.AddHours(1), LedgerUnderTest.Token);

        await under.ResolveAsync(Given.Resolution(reservation.Request, costs: 7));

        Assert.Equal(7, (await under.BudgetAsync(Budget)).Spent.Value);
        await under.AssertCleanAsync();
    }

    [Fact]
    public async Task A_process_that_lives_keeps_what_it_holds()
    {
        await using var under = LedgerUnderTest.On(store);
        await under.ReserveAsync(Given.Reservation(100, budgets: Budget));
        await using var other = under.Sibling();

        Assert.Equal(0, await other.Ledger.ExpireAsync(Given.Noon, LedgerUnderTest.Token));
    }
}

public sealed class ExpiryTestsOnSqlite() : ExpiryTests(StoreKind.Sqlite);

public sealed class ExpiryTestsOnPostgres() : ExpiryTests(StoreKind.Postgres);
