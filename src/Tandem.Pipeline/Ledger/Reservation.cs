using Tandem.Pipeline.Ids;
using Tandem.Routing;
using Tandem.Routing.Prices;

namespace Tandem.Pipeline.Ledger;

/// <summary>The first of a request's two ledger writes: made durable before an upstream is contacted.</summary>
public sealed record Reservation
{
    public required RequestId Request { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>When a process that died may no longer hold the money.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whose request it is: <c>user:NAME</c> at the terminal, a virtual key's id at the gateway.</summary>
    public required string Owner { get; init; }

    /// <summary>The folder the request came from, or null.</summary>
    public string? Workspace { get; init; }

    public string? Door { get; init; }

    /// <summary>The most this request may cost over all its attempts.</summary>
    public required NanoUsd Ceiling { get; init; }

    /// <summary>Every budget that applies, of key, user and team alike: all must hold.</summary>
    public IReadOnlyList<BudgetLimit> Budgets { get; init; } = [];

    /// <summary>
    /// Further accounts that the request counts for, with or without a budget today (<c>team:NAME</c>): a budget set later in the period
    /// then knows what was spent before. The owner and the budgets' accounts are always among them.
    /// </summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    public required DecisionEntry Decision { get; init; }

    public required DataClass DataClass { get; init; }

    /// <summary>What decided the class.</summary>
    public required string ClassRule { get; init; }

    /// <summary>The price table in force, so that a later price never changes this charge.</summary>
    public required string PriceVersion { get; init; }

    /// <summary>SHA-256 of the request's text, hex.</summary>
    public required string PromptHash { get; init; }

    /// <summary>Kept apart and deletable; null = not kept.</summary>
    public string? Prompt { get; init; }

    /// <summary>The client's key and the hash of its body; null = none given.</summary>
    public IdempotencyKey? Idempotency { get; init; }
}
