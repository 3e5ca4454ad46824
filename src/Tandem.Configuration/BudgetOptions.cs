using Tandem.Pipeline.Ledger;
using Tandem.Routing.Prices;

namespace Tandem.Configuration;

/// <summary>An entry of <c>budgets</c>.</summary>
/// <param name="Scope"><c>user</c> (whoever runs Tandem), <c>user:NAME</c>, <c>team:NAME</c> or <c>key:ID</c>.</param>
public sealed record BudgetOptions(string Scope, NanoUsd Limit, BudgetPeriod Period, bool Hard)
{
    /// <summary>The limit that the ledger keeps.</summary>
    /// <param name="user">Name of whoever runs Tandem, for the scope <c>user</c>.</param>
    public BudgetLimit ToLimit(string user) => new(Scope == "user" ? $"user:{user}" : Scope, Limit, Period, Hard);
}
