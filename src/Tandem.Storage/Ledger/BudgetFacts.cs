namespace Tandem.Storage.Ledger;

/// <summary>A budget as the transaction saw it right after it reserved: the proof that the limit held.</summary>
internal sealed record BudgetFacts(string Account, string Period, DateOnly PeriodStart, bool Hard, long LimitNanoUsd, long SpentNanoUsd, long ReservedNanoUsd);
