using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Routing;
using Tandem.Routing.Prices;

namespace Tandem.Pipeline.Keys;

/// <summary>A key that the gateway gave out. Its secret is shown once, at its making, and kept as a hash only.</summary>
public sealed record VirtualKey
{
    public required KeyId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Whose it is, as the configuration's budgets name them: <c>user:NAME</c>; null = nobody in particular.</summary>
    public string? Owner { get; init; }

    /// <summary><c>team:NAME</c>, or null.</summary>
    public string? Team { get; init; }

    public KeyRole Role { get; init; }

    /// <summary>Class of the text that comes with it; null = <c>privacy.default</c>.</summary>
    public DataClass? DataClass { get; init; }

    /// <summary>Models that it may use; empty = all.</summary>
    public IReadOnlyList<string> Pool { get; init; } = [];

    /// <summary>The most that it may spend in a <see cref="Period"/>; null = no limit of its own.</summary>
    public NanoUsd? Limit { get; init; }

    public BudgetPeriod Period { get; init; } = BudgetPeriod.Month;

    public int? RequestsPerMinute { get; init; }

    public long? TokensPerMinute { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The account that pays: <c>key:ID</c>.</summary>
    public string Account => $"key:{Id.Value}";

    public bool IsLive(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);
}
