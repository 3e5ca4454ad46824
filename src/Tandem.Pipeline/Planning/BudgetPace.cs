using Tandem.Pipeline.Ledger;

namespace Tandem.Pipeline.Planning;

/// <summary>Turns a budget into a shadow price, so that spending keeps pace with the period.</summary>
internal static class BudgetPace
{
    private const double Steepness = 6;
    private const double Most = 10;

    /// <summary>1 while spending is behind the period's clock; grows with the share spent ahead of it.</summary>
    public static double ShadowPrice(BudgetState state, DateTimeOffset now)
    {
        if (state.Budget.Limit.Value <= 0 || state.PeriodEnd is not { } end)
            return 1;
        var spent = (state.Spent + state.Reserved).Value / (double)state.Budget.Limit.Value;
        var elapsed = (now - state.PeriodStart) / (end - state.PeriodStart);
        return Math.Clamp(1 + Steepness * (spent - elapsed), 1, Most);
    }
}
