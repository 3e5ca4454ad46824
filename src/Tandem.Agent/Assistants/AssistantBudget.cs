using Tandem.Pipeline.Ledger;

namespace Tandem.Agent.Assistants;

/// <summary>What an assistant may spend.</summary>
/// <param name="Period">Null = for each answer, all drafts and judges together.</param>
public sealed record AssistantBudget(decimal LimitUsd, BudgetPeriod? Period);
