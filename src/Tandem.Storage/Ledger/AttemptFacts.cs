using Tandem.Pipeline.Ledger;

namespace Tandem.Storage.Ledger;

/// <summary>One call to an upstream as the ledger keeps it.</summary>
internal sealed record AttemptFacts
{
    public required string AttemptId { get; init; }

    public required int Number { get; init; }

    public required string Model { get; init; }

    public required string Upstream { get; init; }

    public required string Zone { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required double? FirstTokenMs { get; init; }

    public required double DurationMs { get; init; }

    public required string State { get; init; }

    public required string? Error { get; init; }

    public required int? Status { get; init; }

    public required long InputTokens { get; init; }

    public required long CachedInputTokens { get; init; }

    public required long CacheWriteTokens { get; init; }

    public required long OutputTokens { get; init; }

    public required long ReasoningTokens { get; init; }

    /// <summary>The token counts are our own.</summary>
    public required bool Estimated { get; init; }

    public required long CostNanoUsd { get; init; }

    public static AttemptFacts Of(AttemptEntry attempt) => new()
    {
        AttemptId = attempt.Id.Value,
        Number = attempt.Number,
        Model = attempt.Model,
        Upstream = attempt.UpstreamName,
        Zone = Word.Of(attempt.Zone),
        StartedAt = attempt.StartedAt,
        FirstTokenMs = attempt.FirstToken?.TotalMilliseconds,
        DurationMs = attempt.Duration.TotalMilliseconds,
        State = Word.Of(attempt.State),
        Error = attempt.Error is { } error ? Word.Of(error) : null,
        Status = attempt.Status,
        InputTokens = attempt.Usage.InputTokens,
        CachedInputTokens = attempt.Usage.CachedInputTokens,
        CacheWriteTokens = attempt.Usage.CacheWriteTokens,
        OutputTokens = attempt.Usage.OutputTokens,
        ReasoningTokens = attempt.Usage.ReasoningTokens,
        Estimated = attempt.Usage.Estimated,
        CostNanoUsd = attempt.Cost.Value,
    };
}
