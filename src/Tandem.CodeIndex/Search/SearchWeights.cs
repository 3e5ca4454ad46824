namespace Tandem.CodeIndex.Search;

/// <summary>The numbers of the ranking. Defaults come from the evaluation in <c>docs/results/retrieval.md</c>.</summary>
public sealed record SearchWeights
{
    public static readonly SearchWeights Default = new();

    /// <summary>BM25F weight of file name, folders, definitions, comments, code, strings.</summary>
    public IReadOnlyList<double> Fields { get; init; } = [6, 2, 3, 1, 1, 1];

    /// <summary>BM25F length normalisation of the same fields, 0 = none, 1 = full.</summary>
    public IReadOnlyList<double> FieldNorms { get; init; } = [0.3, 0.3, 0.5, 0.6, 0.6, 0.6];

    /// <summary>BM25 saturation of files.</summary>
    public double K1 { get; init; } = 2.0;

    /// <summary>BM25 of past changes: saturation, length norm, weight of the body against the subject.</summary>
    public double PastK1 { get; init; } = 1.2;
    public double PastNorm { get; init; } = 0.5;
    public double PastBody { get; init; } = 0.5;

    /// <summary>How much the most similar past changes outweigh the rest.</summary>
    public double PastPower { get; init; } = 2;

    /// <summary>A past change of n files counts n^-x for each.</summary>
    public double PastSpread { get; init; } = 0.5;

    /// <summary>Years after which a past change counts half.</summary>
    public double HalfLifeYears { get; init; } = 3;

    /// <summary>Weights of the evidence; see <see cref="Evidence"/>.</summary>
    public IReadOnlyList<double> Evidence { get; init; } = [1, 0.5, 0.5, 0.2, 0.05, 0.1, 0.1];
}
