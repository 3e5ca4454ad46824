using Tandem.Pipeline.Ledger;

namespace Tandem.Storage.Ledger;

/// <summary>What a reservation got hold of.</summary>
/// <param name="Balances">Each account and period right after it was held.</param>
/// <param name="Refused">The hard budget that would have been passed; null = all hold.</param>
internal sealed record Holds(DateOnly Day, IReadOnlyList<string> Accounts, IReadOnlyDictionary<BalanceKey, Balance> Balances, BudgetLimit? Refused);
