using Tandem.Pipeline.Ledger;

namespace Tandem.Server.Admin;

internal sealed record DecisionList(IReadOnlyList<DecisionEntry> Data);

/// <summary>Body of <c>POST outcomes</c>.</summary>
internal sealed record OutcomeRequest(string? DecisionId, string? Kind, double? Value, string? Evidence);

internal sealed record UsageList(IReadOnlyList<UsageItem> Data);

internal sealed record UsageItem(string Day, string Model, long Requests, long Attempts, long InputTokens, long CachedInputTokens, long OutputTokens, decimal CostUsd);

internal sealed record BudgetList(IReadOnlyList<BudgetItem> Data);

internal sealed record BudgetItem(
    string Account, string Per, bool Hard, decimal LimitUsd, decimal SpentUsd, decimal ReservedUsd, decimal LeftUsd, DateTimeOffset PeriodStart, DateTimeOffset? PeriodEnd);

internal sealed record ModelList(IReadOnlyList<ModelItem> Data);

/// <param name="Health">up, recovering, down or unknown; why not in <paramref name="Unusable"/> where it cannot be called at all.</param>
internal sealed record ModelItem(
    string Name, string Zone, string Provider, int Context, int MaxOutput, IReadOnlyList<string> Supports, decimal InputUsd, decimal OutputUsd, string Health, string? Unusable,
    int UnderWay, int Waiting, int MaxConcurrency);

internal sealed record PolicyList(string InForce, IReadOnlyList<PolicyItem> Data);

internal sealed record PolicyItem(
    string Name, IReadOnlyList<string>? Pool, string? Zone, double MaxQualityLoss, double Confidence, double Threshold, decimal? UsdPerSuccess, decimal UsdPerSecondWaited, double Exploration);

internal sealed record SessionList(IReadOnlyList<SessionItem> Data);

/// <param name="Decisions">Among the newest thousand of the caller.</param>
internal sealed record SessionItem(string Id, int Decisions, DateTimeOffset First, DateTimeOffset Last, IReadOnlyList<string> Models);

internal sealed record KeyList(IReadOnlyList<KeyItem> Data);

internal sealed record KeyItem(
    string Id, string Name, string? Owner, string? Team, string Role, string? DataClass, IReadOnlyList<string> Pool, decimal? BudgetUsd, string Per, int? Rpm, long? Tpm,
    DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string State);

/// <summary>Body of <c>POST keys</c>.</summary>
internal sealed record KeyRequest
{
    public string? Name { get; init; }

    /// <summary>Name of a user, without <c>user:</c>.</summary>
    public string? Owner { get; init; }

    public string? Team { get; init; }

    public string? Role { get; init; }

    public string? DataClass { get; init; }

    public IReadOnlyList<string>? Pool { get; init; }

    public decimal? BudgetUsd { get; init; }

    public string? Per { get; init; }

    public int? Rpm { get; init; }

    public long? Tpm { get; init; }

    public int? ExpiresInDays { get; init; }
}

/// <summary>The one time that a secret is shown.</summary>
internal sealed record CreatedKey(string Id, string Key);

/// <summary>A line of <c>GET events</c>: what became of a request.</summary>
internal sealed record ReceiptEvent(string RequestId, string DecisionId, string? Model, string State, long InputTokens, long OutputTokens, decimal CostUsd, int Attempts);
