using Tandem.Agent.Checkpoints;
using Tandem.Agent.Trust;
using Tandem.Cli.Searching;
using Tandem.Pipeline;
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
    string Type, string RequestId, string DecisionId, string? Model, string State, long InputTokens, long OutputTokens, bool Estimated, decimal CostUsd, int Attempts,
    IReadOnlyList<CitationLine>? Citations)
{
    /// <summary>How likely the model says its answer is right; null where it does not tell.</summary>
    public double? PSuccess { get; init; }

    /// <param name="costUsd">Of everything that led to the answer.</param>
    public static ResultEvent Of(Receipt receipt, decimal costUsd, IReadOnlyList<CitationLine>? citations) => new(
        "result", receipt.Request.Value, receipt.Decision.Value, receipt.Model, receipt.State.ToString().ToLowerInvariant(),
        receipt.Usage.InputTokens, receipt.Usage.OutputTokens, receipt.Usage.Estimated, costUsd, receipt.Attempts, citations);
}

/// <summary>A place that the answer cites.</summary>
/// <param name="Problem">Why it does not exist; null where it does.</param>
internal sealed record CitationLine(string Path, int Line, int EndLine, bool Exists, string? Problem);

/// <summary>An event of <c>--json</c>: places in the code that fit the question.</summary>
/// <param name="Sent">They were part of the request; else no model was available, and they are the answer.</param>
internal sealed record PlacesEvent(string Type, bool Sent, IReadOnlyList<PlaceLine> Places);

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

/// <summary>An event of <c>serve --json</c>: where it listens.</summary>
internal sealed record ListeningEvent(string Type, string Url);

/// <summary><c>keys create --json</c>.</summary>
internal sealed record CreatedKeyLine(string Id, string Key);

/// <summary>One row of <c>keys list --json</c>.</summary>
internal sealed record KeyLine(
    string Id, string Name, string? Owner, string? Team, string Role, string? DataClass, IReadOnlyList<string> Pool, decimal? LimitUsd, string Per, int? Rpm, long? Tpm,
    DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string State);
/// <summary>A figure with its 95 % interval.</summary>
internal sealed record ReplayInterval(double Value, double Low, double High);

/// <summary><c>router replay --json</c>; no figures where refused.</summary>
internal sealed record ReplayLine(
    string Policy, bool Refused, string? Refusal, int Decisions, int LeftOut, double EffectiveSize,
    ReplayInterval? Ips, ReplayInterval? Snips, ReplayInterval? Dr, string Assumption);

/// <summary><c>router collect --json</c>.</summary>
/// <param name="Rows">In the file, earlier runs included.</param>
internal sealed record CollectLine(string Ended, int Rows, int Skipped, decimal SpentUsd);

/// <summary><c>models probe --json</c>.</summary>
internal sealed record ModelProbeLine(string Model, IReadOnlyList<ProbedSkill> Skills, decimal SpentUsd);

/// <summary>One skill of <see cref="ModelProbeLine"/>: ability and its deviation on the router's scale, expected score on a middling question with its 90 % interval.</summary>
internal sealed record ProbedSkill(string Skill, int Asked, int Right, double Ability, double Deviation, double Score, double LowScore, double HighScore);

/// <summary><c>trust --json</c>, one line a folder.</summary>
internal sealed record TrustLine(string Folder, bool Trusted, DateTimeOffset? Since, IReadOnlyList<string> Files, IReadOnlyList<TrustChange> Changes, IReadOnlyList<string> Instructions, bool TrustsInstructions);

/// <summary>An event of <c>review --json</c>.</summary>
internal sealed record FindingEvent(string Type, string Path, int Line, string Severity, string Message);

/// <summary>The last event of <c>review --json</c>.</summary>
/// <param name="LeftOut">Findings that named no line of the change.</param>
internal sealed record ReviewedEvent(string Type, int Files, int Findings, int Errors, int LeftOut, decimal CostUsd);

/// <summary>The last event of <c>commit --json</c>.</summary>
/// <param name="Commit">Null = not committed.</param>
internal sealed record CommitEvent(string Type, string Message, string? Commit, decimal CostUsd);

/// <summary><c>undo --json</c>, one line a checkpoint.</summary>
internal sealed record UndoLine(string Checkpoint, IReadOnlyList<string> Restored, IReadOnlyList<KeptPath> Kept);

/// <summary><c>undo --list --json</c>.</summary>
internal sealed record CheckpointLine(string Checkpoint, DateTimeOffset Time, CheckpointState State, string Label, string? Session, string? UndoOf, IReadOnlyList<string> Paths);
