namespace Tandem.Agent.Cascade;

/// <summary>How an attempt ended.</summary>
public sealed record AttemptEnd
{
    public required AttemptEndKind Kind { get; init; }

    /// <summary>Done: the model's closing words. Else what went wrong and what cures it.</summary>
    public required string Message { get; init; }

    /// <summary>With <see cref="AttemptEndKind.Failed"/>: one of design.md's error kinds (<c>no_model</c>, <c>budget_exceeded</c> …).</summary>
    public string? ErrorKind { get; init; }

    /// <summary>Every decision of the attempt, in order: each gets the verification's outcome.</summary>
    public IReadOnlyList<AttemptStep> Steps { get; init; } = [];

    public decimal CostUsd { get; init; }

    /// <summary>The model that made the last step; null where none could be called.</summary>
    public string? Model => Steps.Count == 0 ? null : Steps[^1].Model;
}
