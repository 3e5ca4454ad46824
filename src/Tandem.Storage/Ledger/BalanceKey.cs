using Tandem.Pipeline.Ledger;

namespace Tandem.Storage.Ledger;

/// <summary>One account in one period.</summary>
internal readonly record struct BalanceKey(string Account, BudgetPeriod Period, DateOnly Start)
{
    public static BalanceKey At(string account, BudgetPeriod period, DateOnly day) => new(account, period, Periods.Start(period, day));
}
