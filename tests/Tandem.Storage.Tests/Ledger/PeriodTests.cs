using CsCheck;
using Tandem.Pipeline.Ledger;
using Tandem.Storage.Ledger;

namespace Tandem.Storage.Tests.Ledger;

public abstract class PeriodTests(StoreKind store)
{
    [Theory]
    [InlineData(BudgetPeriod.Day, "2026-11-24", "2026-11-24", "2026-11-25")]
    [InlineData(BudgetPeriod.Week, "2026-11-24", "2026-11-23", "2026-11-30")]
    [InlineData(BudgetPeriod.Week, "2026-11-29", "2026-11-23", "2026-11-30")] // Sunday is the last day.
    [InlineData(BudgetPeriod.Week, "2027-01-01", "2026-12-28", "2027-01-04")]
    [InlineData(BudgetPeriod.Month, "2028-02-29", "2028-02-01", "2028-03-01")]
    [InlineData(BudgetPeriod.Total, "2026-11-24", "0001-01-01", null)]
    public void Periods_begin_at_midnight_UTC_and_weeks_on_Monday(BudgetPeriod period, string day, string start, string? end)
    {
        var first = Periods.Start(period, Rfc3339.ParseDay(day));

        Assert.Equal(start, Rfc3339.Format(first));
        Assert.Equal(end, Periods.End(period, first) is { } next ? Rfc3339.Format(next) : null);
    }

    [Fact]
    public void Every_day_is_in_the_period_that_it_starts() =>
        Gen.Select(Gen.Int[1, 3_000_000], Gen.Enum<BudgetPeriod>()).Sample((number, period) =>
        {
            var day = DateOnly.FromDayNumber(number);
            var start = Periods.Start(period, day);
            return start <= day && (Periods.End(period, start) is not { } end || day < end) && Periods.Start(period, start) == start;
        });

    [Fact]
    public async Task A_new_day_has_its_whole_budget()
    {
        await using var under = LedgerUnderTest.On(store);
        var daily = Given.Hard(100, BudgetPeriod.Day);
        var monthly = Given.Hard(150, BudgetPeriod.Month);
        under.Time.SetUtcNow(new(2026, 11, 24, 23, 59, 59, TimeSpan.Zero));
        Assert.IsType<ReservationResult.Reserved>(await under.ReserveAsync(Given.Reservation(100, budgets: [daily, monthly])));
        Assert.IsType<ReservationResult.OverBudget>(await under.ReserveAsync(Given.Reservation(1, budgets: daily)));

        under.Time.Advance(TimeSpan.FromSeconds(1));

        var refused = Assert.IsType<ReservationResult.OverBudget>(await under.ReserveAsync(Given.Reservation(100, budgets: [daily, monthly])));
        Assert.Equal(monthly, refused.Budget.Budget);
        Assert.IsType<ReservationResult.Reserved>(await under.ReserveAsync(Given.Reservation(50, budgets: [daily, monthly])));
        await under.AssertCleanAsync();
    }

    [Fact]
    public async Task What_is_committed_after_midnight_counts_on_the_day_it_was_reserved()
    {
        await using var under = LedgerUnderTest.On(store);
        var daily = Given.Hard(100, BudgetPeriod.Day);
        under.Time.SetUtcNow(new(2026, 11, 30, 23, 59, 0, TimeSpan.Zero));
        var reservation = Given.Reservation(100, budgets: daily);
        await under.ReserveAsync(reservation);
        under.Time.Advance(TimeSpan.FromMinutes(2));

        await under.ResolveAsync(Given.Resolution(reservation.Request, costs: 60));

        var today = await under.BudgetAsync(daily);
        var yesterday = await under.Ledger.ReadBudgetAsync(daily, under.Time.GetUtcNow().AddDays(-1), LedgerUnderTest.Token);
        Assert.Equal((0, 0), (today.Spent.Value, today.Reserved.Value));
        Assert.Equal((60, 0), (yesterday.Spent.Value, yesterday.Reserved.Value));
        await under.AssertCleanAsync();
    }

    [Fact]
    public async Task A_clock_that_goes_back_resets_nothing()
    {
        await using var under = LedgerUnderTest.On(store);
        var daily = Given.Hard(100, BudgetPeriod.Day);
        await under.ReserveAsync(Given.Reservation(100, budgets: daily));
        under.Time.Advance(TimeSpan.FromDays(1));
        await under.ReserveAsync(Given.Reservation(100, budgets: daily));

        await using var other = under.Sibling(); // Its clock stands at the day before.

        Assert.IsType<ReservationResult.OverBudget>(await other.ReserveAsync(Given.Reservation(1, budgets: daily)));
    }
}

public sealed class PeriodTestsOnSqlite() : PeriodTests(StoreKind.Sqlite);

public sealed class PeriodTestsOnPostgres() : PeriodTests(StoreKind.Postgres);
