namespace Tandem.Routing;

/// <summary>What a decision needs beside the query: state of the process rather than of the request.</summary>
public sealed record RouteContext
{
    /// <summary>Seed of this decision's chance; derived from the request's id, so that it can be repeated.</summary>
    public required int Seed { get; init; }

    /// <summary>What a dollar counts, from the budget's pace; 1 = as it is.</summary>
    public double ShadowPrice { get; init; } = 1;

    /// <summary>Models that already failed this request.</summary>
    public IReadOnlySet<string>? Failed { get; init; }

    /// <summary>Counts the request's tokens at a model, or answers null where it cannot.</summary>
    public Func<ModelProfile, long?> CountTokens { get; init; } = static _ => null;
}
