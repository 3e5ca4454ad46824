using Tandem.Routing.Prices;

namespace Tandem.Pipeline.Ledger;

/// <summary>Where a budget stands in its current period.</summary>
public sealed record BudgetState(BudgetLimit Budget, NanoUsd Spent, NanoUsd Reserved, DateTimeOffset PeriodStart, DateTimeOffset? PeriodEnd)
{
    /// <summary>May be negative only where an upstream billed more than the most it was asked for.</summary>
    public NanoUsd Left => Budget.Limit - Spent - Reserved;
}
