using Tandem.Pipeline.Ledger;

namespace Tandem.Cli;

/// <summary>An event of <c>--json</c>: what was decided.</summary>
internal sealed record DecisionEvent(string Type, DecisionEntry Decision);

/// <summary>An event of <c>--json</c>: an attempt begins.</summary>
internal sealed record AttemptEvent(string Type, int Number, string Model, string? Because);

/// <summary>An event of <c>--json</c>: more of the answer, or of the reasoning.</summary>
internal sealed record TextPieceEvent(string Type, string Text);

/// <summary>An event of <c>--json</c>: something failed.</summary>
internal sealed record ErrorEvent(string Type, string Kind, string Message);

/// <summary>The last event of <c>--json</c>: what it came to.</summary>
internal sealed record ResultEvent(
    string Type, string RequestId, string DecisionId, string? Model, string State, long InputTokens, long OutputTokens, bool Estimated, decimal CostUsd, int Attempts);

/// <summary>One row of <c>usage --json</c>.</summary>
internal sealed record UsageLine(string Day, string Model, long Requests, long Attempts, long InputTokens, long CachedInputTokens, long OutputTokens, decimal CostUsd);

/// <summary><c>ledger verify --json</c>.</summary>
internal sealed record VerifyLine(bool Clean, long Entries, long OpenReservations, IReadOnlyList<string> Problems);

/// <summary>One row of <c>privacy show --json</c>.</summary>
internal sealed record ConsentLine(string Workspace, string DataClass, DateTimeOffset Time, string GivenBy);

/// <summary>One row of <c>models list --json</c>.</summary>
internal sealed record ModelLine(
    string Name, string Provider, string Model, string Zone, int Context, int MaxOutput, decimal? InputUsd, decimal? OutputUsd, IReadOnlyList<string> Supports, string? UnusableBecause);

/// <summary>One row of <c>budgets --json</c>.</summary>
internal sealed record BudgetLine(string Account, decimal LimitUsd, decimal SpentUsd, decimal ReservedUsd, string Period, bool Hard, DateTimeOffset? Until);

/// <summary>A figure with its 95 % interval.</summary>
internal sealed record ReplayInterval(double Value, double Low, double High);

/// <summary><c>router replay --json</c>; no figures where refused.</summary>
internal sealed record ReplayLine(
    string Policy, bool Refused, string? Refusal, int Decisions, int LeftOut, double EffectiveSize,
    ReplayInterval? Ips, ReplayInterval? Snips, ReplayInterval? Dr, string Assumption);

/// <summary><c>router collect --json</c>.</summary>
/// <param name="Rows">In the file, earlier runs included.</param>
internal sealed record CollectLine(string Ended, int Rows, int Skipped, decimal SpentUsd);
