namespace Tandem.Routing.Outcomes;

/// <summary>One line of an outcome file: a prompt and how well models did on it.</summary>
public sealed record OutcomeRow
{
    public required string Id { get; init; }

    /// <summary>The prompt, or the last user turn of <c>messages</c>.</summary>
    public required string Prompt { get; init; }

    /// <summary>Score of each model that was tried, in [0, 1].</summary>
    public IReadOnlyDictionary<string, double> Scores { get; init; } = new Dictionary<string, double>();

    /// <summary>What each model's answer cost, in USD.</summary>
    public IReadOnlyDictionary<string, double> CostUsd { get; init; } = new Dictionary<string, double>();

    public string? Language { get; init; }

    public string? Source { get; init; }

    public string? Domain { get; init; }

    /// <summary>Rows of one group are never on both sides of a split. The identifier where the file names none.</summary>
    public required string Group { get; init; }

    /// <summary><c>train</c>, <c>dev</c>, <c>test</c> …; null = the file does not split.</summary>
    public string? Split { get; init; }

    /// <summary>Labels of subject or difficulty, as <c>key:value</c>. Teachers of auxiliary classifiers in training; never read when scoring.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Probability with which the recorded choice was made; null = all models were run.</summary>
    public double? Propensity { get; init; }
}
