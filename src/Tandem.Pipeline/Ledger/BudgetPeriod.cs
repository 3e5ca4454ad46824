namespace Tandem.Pipeline.Ledger;

/// <summary>When a budget starts anew, in UTC.</summary>
public enum BudgetPeriod
{
    Day,

    /// <summary>ISO 8601: from Monday.</summary>
    Week,
    Month,

    /// <summary>Never.</summary>
    Total,
}
