namespace Tandem.Routing.Lab;

/// <summary>What <see cref="RouterScoring"/> writes.</summary>
public sealed record ScoringOptions
{
    /// <summary>Models to score; empty = all that the router learned.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>With <see cref="Strong"/>: the choice is between these two, by <see cref="Threshold"/>. Else it is the highest expected score.</summary>
    public string? Weak { get; init; }

    public string? Strong { get; init; }

    /// <summary>Predicted gain above which the strong model is taken (from <c>router calibrate</c>).</summary>
    public double Threshold { get; init; } = 0.05;
}
