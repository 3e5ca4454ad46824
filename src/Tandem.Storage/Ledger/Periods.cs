using Tandem.Pipeline.Ledger;

namespace Tandem.Storage.Ledger;

/// <summary>Budget periods in UTC. Their rows are told apart by their first day: a new period is a new row, nothing is ever reset.</summary>
internal static class Periods
{
    public static readonly IReadOnlyList<BudgetPeriod> All = [BudgetPeriod.Day, BudgetPeriod.Week, BudgetPeriod.Month, BudgetPeriod.Total];

    /// <summary>The first day of the period that holds <paramref name="day"/>; for <see cref="BudgetPeriod.Total"/> the first of all days.</summary>
    public static DateOnly Start(BudgetPeriod period, DateOnly day) => period switch
    {
        BudgetPeriod.Day => day,
        BudgetPeriod.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        BudgetPeriod.Month => new DateOnly(day.Year, day.Month, 1),
        BudgetPeriod.Total => DateOnly.MinValue,
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, "Not a budget period."),
    };

    /// <summary>The first day after the period; null = it never ends.</summary>
    public static DateOnly? End(BudgetPeriod period, DateOnly start) => period switch
    {
        BudgetPeriod.Day => start.AddDays(1),
        BudgetPeriod.Week => start.AddDays(7),
        BudgetPeriod.Month => start.AddMonths(1),
        _ => null,
    };

    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);
}
