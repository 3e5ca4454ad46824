using Tandem.Pipeline.Ledger;
using Tandem.Routing.Prices;

namespace Tandem.Storage.Tests.Ledger;

public abstract class ReservationTests(StoreKind store)
{
    [Fact]
    public async Task A_request_holds_its_ceiling_until_it_is_committed_at_its_cost()
    {
        await using var under = LedgerUnderTest.On(store);
        var budget = Given.Hard(1_000);
        var reservation = Given.Reservation(ceiling: 100, budgets: budget);

        Assert.IsType<ReservationResult.Reserved>(await under.ReserveAsync(reservation));
        var held = await under.BudgetAsync(budget);
        await under.ResolveAsync(Given.Resolution(reservation.Request, costs: [30, 12]));
        var spent = await under.BudgetAsync(budget);

        Assert.Equal((0, 100, 900), (held.Spent.Value, held.Reserved.Value, held.Left.Value));
        Assert.Equal((42, 0, 958), (spent.Spent.Value, spent.Reserved.Value, spent.Left.Value));
        Assert.Equal(0, (await under.AssertCleanAsync()).OpenReservations);
    }

    [Fact]
    public async Task A_request_that_no_upstream_answered_frees_all_it_held()
    {
        await using var under = LedgerUnderTest.On(store);
        var reservation = Given.Reservation(100);
        await under.ReserveAsync(reservation);

        await under.ResolveAsync(Given.Resolution(reservation.Request, RequestState.Failed, costs: 0));

        Assert.Contains("\"kind\":\"release\"", await under.ExportAsync(), StringComparison.Ordinal);
        Assert.Equal(NanoUsd.Zero, (await under.BudgetAsync(Given.Hard(1))).Reserved);
        await under.AssertCleanAsync();
    }

    [Fact]
    public async Task A_hard_budget_refuses_the_request_that_would_pass_it_and_keeps_nothing_of_it()
    {
        await using var under = LedgerUnderTest.On(store);
        var budget = Given.Hard(250);
        for (var i = 0; i < 2; i++) Assert.IsType<ReservationResult.Reserved>(await under.ReserveAsync(Given.Reservation(100, budgets: budget)));

        var refused = Assert.IsType<ReservationResult.OverBudget>(await under.ReserveAsync(Given.Reservation(100, budgets: budget)));

        Assert.Equal(new BudgetState(budget, NanoUsd.Zero, new NanoUsd(200), new(2026, 11, 1, 0, 0, 0, default), new(2026, 12, 1, 0, 0, 0, default)), refused.Budget);
        Assert.Equal(2, (await under.AssertCleanAsync()).Entries);
        Assert.IsType<ReservationResult.Reserved>(await under.ReserveAsync(Given.Reservation(50, budgets: budget)));
    }

    [Fact]
    public async Task A_first_request_above_the_limit_is_refused()
    {
        await using var under = LedgerUnderTest.On(store);

        Assert.IsType<ReservationResult.OverBudget>(await under.ReserveAsync(Given.Reservation(251, budgets: Given.Hard(250))));
        Assert.IsType<ReservationResult.Reserved>(await under.ReserveAsync(Given.Reservation(250, budgets: Given.Hard(250))));
    }

    [Fact]
    public async Task A_soft_budget_counts_but_does_not_refuse()
    {
        await using var under = LedgerUnderTest.On(store);
        var budget = Given.Soft(50);

        Assert.IsType<ReservationResult.Reserved>(await under.ReserveAsync(Given.Reservation(100, budgets: budget)));

        Assert.Equal(-50, (await under.BudgetAsync(budget)).Left.Value);
        await under.AssertCleanAsync();
    }

    [Fact]
    public async Task All_budgets_must_hold_and_the_one_that_does_not_leaves_the_others_untouched()
    {
        await using var under = LedgerUnderTest.On(store);
        var user = Given.Hard(1_000);
        var team = Given.Hard(150, BudgetPeriod.Week, "team:shop");
        var key = Given.Hard(1_000, BudgetPeriod.Total, "key:1");
        await under.ReserveAsync(Given.Reservation(100, budgets: [user, team, key]));

        var refused = Assert.IsType<ReservationResult.OverBudget>(await under.ReserveAsync(Given.Reservation(100, budgets: [user, team, key])));

        Assert.Equal(team, refused.Budget.Budget);
        await Assert.AllAsync([user, team, key], async budget => Assert.Equal(100, (await under.BudgetAsync(budget)).Reserved.Value));
        await under.AssertCleanAsync();
    }

    [Fact]
    public async Task The_tighter_of_two_budgets_on_the_same_account_and_period_holds()
    {
        await using var under = LedgerUnderTest.On(store);

        var result = await under.ReserveAsync(Given.Reservation(100, budgets: [Given.Hard(500), Given.Hard(99)]));

        Assert.Equal(99, Assert.IsType<ReservationResult.OverBudget>(result).Budget.Budget.Limit.Value);
    }

    [Fact]
    public async Task What_was_spent_before_a_budget_was_set_counts()
    {
        await using var under = LedgerUnderTest.On(store);
        var before = Given.Reservation(80) with { Accounts = ["team:shop"] };
        await under.ReserveAsync(before);
        await under.ResolveAsync(Given.Resolution(before.Request, costs: 80));

        Assert.IsType<ReservationResult.OverBudget>(await under.ReserveAsync(Given.Reservation(30, budgets: Given.Hard(100))));
        Assert.IsType<ReservationResult.OverBudget>(await under.ReserveAsync(Given.Reservation(30, budgets: Given.Hard(100, account: "team:shop"))));
    }

    [Fact]
    public async Task Reserving_again_with_the_same_id_changes_nothing()
    {
        await using var under = LedgerUnderTest.On(store);
        var reservation = Given.Reservation(100, budgets: Given.Hard(150));

        Assert.IsType<ReservationResult.Reserved>(await under.ReserveAsync(reservation));
        Assert.IsType<ReservationResult.Reserved>(await under.ReserveAsync(reservation));

        Assert.Equal(1, (await under.AssertCleanAsync()).Entries);
    }

    [Fact]
    public async Task Resolving_again_keeps_the_first_resolution()
    {
        await using var under = LedgerUnderTest.On(store);
        var reservation = Given.Reservation(100);
        await under.ReserveAsync(reservation);
        await under.ResolveAsync(Given.Resolution(reservation.Request, costs: 30));

        await under.ResolveAsync(Given.Resolution(reservation.Request, costs: 70));

        Assert.Equal(30, (await under.BudgetAsync(Given.Hard(1_000))).Spent.Value);
        Assert.Equal(2, (await under.AssertCleanAsync()).Entries);
    }

    [Fact]
    public async Task Resolving_again_keeps_the_first_answer()
    {
        await using var under = LedgerUnderTest.On(store);
        var reservation = Given.Reservation(100);
        await under.ReserveAsync(reservation);
        await under.ResolveAsync(Given.Resolution(reservation.Request, costs: 30) with { Answer = "first" });

        await under.ResolveAsync(Given.Resolution(reservation.Request, costs: 30) with { Answer = "second" });

        Assert.Equal("first", (await under.Ledger.ReadTextAsync(reservation.Request, LedgerUnderTest.Token))?.Answer);
    }

    [Theory]
    [InlineData(new[] { AttemptState.Complete }, "commit")]
    [InlineData(new[] { AttemptState.Failed, AttemptState.Cancelled }, "commit")]
    [InlineData(new[] { AttemptState.Failed, AttemptState.Failed }, "release")]
    [InlineData(new AttemptState[0], "release")]
    public async Task A_free_answer_is_committed_and_a_request_without_any_is_released(AttemptState[] attempts, string kind)
    {
        await using var under = LedgerUnderTest.On(store);
        var reservation = Given.Reservation(0);
        await under.ReserveAsync(reservation);

        await under.ResolveAsync(Given.Resolution(reservation.Request) with
        {
            Attempts = [.. attempts.Select((state, i) => Given.Attempt(i + 1, 0, "llama") with { State = state })],
        });

        Assert.Contains($"\"kind\":\"{kind}\"", await under.ExportAsync(), StringComparison.Ordinal);
        await under.AssertCleanAsync();
    }

    [Fact]
    public async Task Resolving_what_was_never_reserved_is_an_error_that_names_it()
    {
        await using var under = LedgerUnderTest.On(store);

        var error = await Assert.ThrowsAsync<NotInLedgerException>(() => under.ResolveAsync(Given.Resolution(new("req_unknown"), costs: 1)));

        Assert.Equal("req_unknown", error.Id);
    }

    [Fact]
    public async Task An_upstream_that_bills_more_than_the_ceiling_is_recorded_as_billed()
    {
        await using var under = LedgerUnderTest.On(store);
        var budget = Given.Hard(120);
        var reservation = Given.Reservation(100, budgets: budget);
        await under.ReserveAsync(reservation);

        await under.ResolveAsync(Given.Resolution(reservation.Request, costs: 130));

        Assert.Equal(-10, (await under.BudgetAsync(budget)).Left.Value);
        await under.AssertCleanAsync();
    }

    [Fact]
    public async Task Negative_amounts_are_refused_before_anything_is_written()
    {
        await using var under = LedgerUnderTest.On(store);
        var reservation = Given.Reservation(100);
        await under.ReserveAsync(reservation);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => under.ReserveAsync(Given.Reservation(-1)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => under.ResolveAsync(Given.Resolution(reservation.Request, costs: -1)));

        Assert.Equal(1, (await under.AssertCleanAsync()).OpenReservations);
    }
}

public sealed class ReservationTestsOnSqlite() : ReservationTests(StoreKind.Sqlite);

public sealed class ReservationTestsOnPostgres() : ReservationTests(StoreKind.Postgres);
