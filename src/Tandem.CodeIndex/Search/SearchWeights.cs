namespace Tandem.CodeIndex.Search;

/// <summary>The numbers of the ranking.</summary>
/// <remarks>
/// The defaults were found by coordinate ascent over two query sets and, with equal weight, over past commits of the same two repositories asked
/// against the history before them: on one repository at a time, keeping what the other one and questions about a third did not contradict
/// (docs/adr/0006-code-index-ranking.md).
/// </remarks>
public sealed record SearchWeights
{
    public static readonly SearchWeights Default = new();

    /// <summary>BM25F weight of file name, folders, definitions, comments, code, strings.</summary>
    public IReadOnlyList<double> Fields { get; init; } = [2.6, 2, 1.7, 2, 1.6, 1];

    /// <summary>BM25F length normalisation of the same fields, 0 = none, 1 = full.</summary>
    public IReadOnlyList<double> FieldNorms { get; init; } = [0.3, 0.3, 0.8, 0.6, 0.33, 0.16];

    /// <summary>BM25F weight of the words of past changes, beside the file's own fields.</summary>
    public double PastField { get; init; } = 0.45;

    /// <summary>BM25F length normalisation of the words of past changes.</summary>
    public double PastFieldNorm { get; init; } = 0.4;

    /// <summary>BM25F saturation. High, because fields are weighted before it: the count in a file tells much.</summary>
    public double K1 { get; init; } = 6.5;

    /// <summary>BM25F saturation where only the words' presence counts.</summary>
    public double CoverageK1 { get; init; } = 0.3;

    /// <summary>BM25 of past changes: saturation.</summary>
    public double PastK1 { get; init; } = 2.2;

    /// <summary>BM25 of past changes: length normalisation.</summary>
    public double PastNorm { get; init; } = 0.5;

    /// <summary>BM25 of past changes: weight of a word of the body against one of the subject.</summary>
    public double PastBody { get; init; } = 0.9;

    /// <summary>How much the most similar past changes outweigh the rest: similarity to this power.</summary>
    public double PastPower { get; init; } = 7;

    /// <summary>A past change of n files counts n^-x for each.</summary>
    public double PastSpread { get; init; } = 0.5;

    /// <summary>Years after which a past change counts half.</summary>
    public double HalfLifeYears { get; init; } = 10;

    /// <summary>Commits after which a change counts half as part of the present work.</summary>
    public double BurstHalfLife { get; init; } = 8;

    /// <summary>Saturation of the words of all changes of a file.</summary>
    public double ChangeK1 { get; init; } = 1.5;

    /// <summary>Length normalisation of the words of all changes of a file.</summary>
    public double ChangeNorm { get; init; } = 0.5;

    /// <summary>Weight of a word of the question that is written like code: <c>foo_bar</c>, <c>fooBar</c>, <c>foo()</c>.</summary>
    public double CodeBoost { get; init; } = 2;

    /// <summary>Weight of whole identifiers against their words.</summary>
    public double WholeBoost { get; init; } = 1;

    /// <summary>Weight of two neighbouring words taken as one name: "fragment tracker" may mean FragmentTracker.</summary>
    public double PairBoost { get; init; } = 0.75;

    /// <summary>Weight of the lines after the first: the first says what, the rest explains.</summary>
    public double BodyBoost { get; init; } = 0.43;

    /// <summary>Weight of the verbs of every change (add, fix, remove) and the nouns of every question (file, function).</summary>
    public double WeakBoost { get; init; } = 0.25;

    /// <summary>Weights of the kinds of evidence, in the order of <see cref="Search.Evidence"/>.</summary>
    public IReadOnlyList<double> Evidence { get; init; } = [1.8, 0.28, 0.47, 0.2, 0.05, 0.1, 0.13, 0.12, 0.25, 0.35];
}
