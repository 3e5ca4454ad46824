using Tandem.Pipeline.Ledger;

namespace Tandem.Storage.Ledger;

/// <summary>What a <c>reserve</c> entry keeps.</summary>
internal sealed record ReservationFacts
{
    public required string Owner { get; init; }

    public string? Workspace { get; init; }

    public string? Door { get; init; }

    public required long CeilingNanoUsd { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required IReadOnlyList<BudgetFacts> Budgets { get; init; }

    public required string DataClass { get; init; }

    public required string ClassRule { get; init; }

    public required string PriceVersion { get; init; }

    public required string PromptHash { get; init; }

    public string? IdempotencyKey { get; init; }

    public string? BodyHash { get; init; }

    public required DecisionEntry Decision { get; init; }
}
