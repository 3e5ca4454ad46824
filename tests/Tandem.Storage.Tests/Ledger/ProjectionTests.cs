using Tandem.Pipeline.Ledger;

namespace Tandem.Storage.Tests.Ledger;

/// <summary>The tables that people read follow the entries; nobody may notice that they do so later.</summary>
public abstract class ProjectionTests(StoreKind store)
{
    [Fact]
    public async Task A_reader_sees_every_entry_of_every_process_and_the_proof_holds_before_and_after()
    {
        await using var one = LedgerUnderTest.On(store);
        await using var two = one.Sibling();
        var first = await FillAsync(one, cost: 3);
        await FillAsync(two, cost: 4);
        await one.AssertCleanAsync();

        var usage = Assert.Single(await one.Ledger.ReadUsageAsync(Given.Noon.AddDays(-1), Given.Noon.AddDays(1), owner: null, LedgerUnderTest.Token));

        Assert.Equal((2, 7), (usage.Requests, usage.Cost.Value));
        Assert.Equal(first.Decision.DecisionId, (await two.Ledger.ReadDecisionsAsync(new DecisionFilter { DecisionId = first.Decision.DecisionId.Value }, LedgerUnderTest.Token).FirstAsync(LedgerUnderTest.Token)).DecisionId);
        await FillAsync(one, cost: 5); // Its process finds that another put its entries there.
        Assert.Equal(12, (await one.Ledger.ReadUsageAsync(Given.Noon.AddDays(-1), Given.Noon.AddDays(1), owner: null, LedgerUnderTest.Token))[0].Cost.Value);
        await one.AssertCleanAsync();
    }

    [Fact]
    public async Task More_entries_than_are_kept_back_are_all_there()
    {
        await using var under = LedgerUnderTest.On(store);

        await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => FillAsync(under, cost: 1)));

        Assert.Equal(800, (await under.AssertCleanAsync()).Entries);
        Assert.Equal(400, (await under.Ledger.ReadUsageAsync(Given.Noon.AddDays(-1), Given.Noon.AddDays(1), owner: null, LedgerUnderTest.Token))[0].Requests);
        await under.AssertCleanAsync();
    }

    [Fact]
    public async Task What_a_process_left_behind_when_it_failed_is_put_there_by_the_next_reader()
    {
        await using var under = LedgerUnderTest.On(store);
        await FillAsync(under, cost: 3);
        under.Engine.Faults.Enqueue(Databases.Fault.BeforeCommit); // The writer begins a new chain and knows nothing of the old.
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => under.ReserveAsync(Given.Reservation()));
        await FillAsync(under, cost: 4);

        Assert.Equal(7, (await under.Ledger.ReadUsageAsync(Given.Noon.AddDays(-1), Given.Noon.AddDays(1), owner: null, LedgerUnderTest.Token))[0].Cost.Value);
        Assert.Equal(0, (await under.AssertCleanAsync()).OpenReservations);
    }

    [Fact]
    public async Task A_reservation_that_another_process_ended_is_charged_late_by_the_process_that_made_it()
    {
        await using var one = LedgerUnderTest.On(store);
        await using var two = one.Sibling();
        var budget = Given.Hard(1_000);
        var reservation = Given.Reservation(100, budgets: budget);
        await one.ReserveAsync(reservation);
        await two.Ledger.ExpireAsync(Given.Noon.AddHours(1), LedgerUnderTest.Token);

        await one.ResolveAsync(Given.Resolution(reservation.Request, costs: 40));

        Assert.Equal((40, 0), ((await one.BudgetAsync(budget)).Spent.Value, (await one.BudgetAsync(budget)).Reserved.Value));
        Assert.Equal(3, (await one.AssertCleanAsync()).Entries);
    }

    private static async Task<Reservation> FillAsync(LedgerUnderTest under, long cost)
    {
        var reservation = Given.Reservation();
        await under.ReserveAsync(reservation);
        await under.ResolveAsync(Given.Resolution(reservation.Request, costs: cost));
        return reservation;
    }
}

public sealed class ProjectionTestsOnSqlite() : ProjectionTests(StoreKind.Sqlite);

public sealed class ProjectionTestsOnPostgres() : ProjectionTests(StoreKind.Postgres);
