using Tandem.Routing.Prices;

namespace Tandem.Pipeline.Ledger;

/// <summary>A limit on what one account may spend in a period.</summary>
/// <param name="Account">Who spends: <c>user:NAME</c>, <c>team:NAME</c>, <c>key:ID</c>.</param>
/// <param name="Hard">A hard limit refuses; a soft one only warns and raises the shadow price.</param>
public sealed record BudgetLimit(string Account, NanoUsd Limit, BudgetPeriod Period, bool Hard);
