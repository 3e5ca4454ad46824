using Tandem.Agent.Cascade;
using Tandem.Agent.Edits;
using Tandem.Pipeline.Errors;

namespace Tandem.Agent.Turns;

/// <summary>What the work on one user message came to.</summary>
public sealed record TurnResult
{
    public required TurnStatus Status { get; init; }

    /// <summary>The last answer's text; empty where there was none.</summary>
    public required string Text { get; init; }

    /// <summary>Why it ended, where it is not <see cref="TurnStatus.Answered"/>.</summary>
    public string? Problem { get; init; }

    /// <summary>The kind of <see cref="Problem"/>, which decides the exit code.</summary>
    public ErrorKind? Error { get; init; }

    /// <summary>Files changed by edits, each once, in the order of their first change. What commands changed is not in it.</summary>
    public IReadOnlyList<EditedFile> Files { get; init; } = [];

    /// <summary>Commands were run that may have changed files.</summary>
    public bool RanCommands { get; init; }

    /// <summary>Each model once, with how much it did.</summary>
    public IReadOnlyList<StepShare> Shares { get; init; } = [];

    /// <summary>Every step in order.</summary>
    public IReadOnlyList<AttemptStep> Steps { get; init; } = [];

    /// <summary>What was refused only because nobody is there to be asked, as the model was told.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];

    public decimal CostUsd { get; init; }
}
