using Tandem.Routing.Evaluation;

namespace Tandem.Routing.Calibration;

/// <summary>
/// The highest threshold on the predicted gain whose mean loss against always taking the strong model is bounded: Learn-then-Test
/// (Angelopoulos et al., arXiv 2110.01052) over a fixed sequence of thresholds, from "always strong" towards "always weak".
/// </summary>
/// <remarks>
/// The loss of a query is signed: strong score − score of what was taken. Thresholds are tested in order and the first that fails ends the
/// sequence, so that the chance of any wrong promise is at most 1 − confidence. Assumes that rows and future queries are exchangeable.
/// </remarks>
public sealed record ThresholdCalibration
{
    public const string Assumption = "future queries come from the same distribution as these rows (exchangeability)";

    /// <summary>A promise that lets fewer weak calls than this through is not worth having.</summary>
    private const double LeastWeakShare = 0.01;

    private const int Steps = 100;

    /// <summary>Send to the strong model where the predicted gain is above this; null = no threshold can be promised.</summary>
    public required double? Threshold { get; init; }

    public required int Rows { get; init; }

    /// <summary>Share of these rows that goes to the weak model at the threshold.</summary>
    public required double WeakShare { get; init; }

    /// <summary>Mean signed loss on these rows at the threshold; negative = better than always strong.</summary>
    public required double MeanLoss { get; init; }

    /// <summary>Where refused: about how many rows a promise would take; null where even many would not do.</summary>
    public required int? RowsNeeded { get; init; }

    /// <param name="outcomes">Queries that training did not see; preferences are predicted gains.</param>
    /// <param name="maxLoss">In (0, 1).</param>
    /// <param name="confidence">In (0, 1).</param>
    /// <param name="seed">Of the order in which rows are tested.</param>
    public static ThresholdCalibration Of(IReadOnlyList<PairOutcome> outcomes, double maxLoss, double confidence, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(maxLoss, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(maxLoss, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        if (outcomes.Count == 0)
            throw new ArgumentException("Calibration needs rows with scores of both models.", nameof(outcomes));
        var rows = outcomes.ToArray();
        new Random(seed).Shuffle(rows);
        double? best = null;
        foreach (var threshold in Sequence(rows))
        {
            // Signed losses lie in [−1, 1]; the test wants [0, 1].
            var losses = rows.Select(row => (Loss(row, threshold) + 1) / 2).ToArray();
            if (!BettingTest.IsBelow(losses, (maxLoss + 1) / 2, 1 - confidence))
                break;
            best = threshold;
        }

        if (best is { } chosen && WeakShareAt(rows, chosen) >= LeastWeakShare)
            return At(rows, chosen, null) with { Threshold = chosen };
        return At(rows, double.NegativeInfinity, NeededFor(rows, maxLoss, confidence));
    }

    /// <summary>Thresholds that depend on preferences only: quantiles, rising.</summary>
    private static IEnumerable<double> Sequence(PairOutcome[] rows)
    {
        var preferences = rows.Select(row => row.Preference).Order().ToArray();
        for (var step = 1; step <= Steps; step++)
            yield return preferences[(preferences.Length - 1) * step / Steps];
    }

    private static double Loss(PairOutcome row, double threshold) => row.Preference > threshold ? 0 : row.Gain;

    private static double WeakShareAt(PairOutcome[] rows, double threshold) => rows.Average(row => row.Preference > threshold ? 0.0 : 1.0);

    private static ThresholdCalibration At(PairOutcome[] rows, double threshold, int? needed) => new()
    {
        Threshold = null,
        Rows = rows.Length,
        WeakShare = WeakShareAt(rows, threshold),
        MeanLoss = rows.Average(row => Loss(row, threshold)),
        RowsNeeded = needed,
    };

    /// <summary>By the normal approximation at a threshold that sends one query in ten to the weak model.</summary>
    private static int? NeededFor(PairOutcome[] rows, double maxLoss, double confidence)
    {
        var threshold = rows.Select(row => row.Preference).Order().ElementAt(rows.Length / 10);
        var losses = rows.Select(row => Loss(row, threshold)).ToArray();
        var mean = losses.Average();
        if (mean >= maxLoss)
            return null;
        var variance = losses.Average(loss => (loss - mean) * (loss - mean));
        var needed = 2 * Math.Log(1 / (1 - confidence)) * Math.Max(variance, maxLoss * maxLoss) / ((maxLoss - mean) * (maxLoss - mean));
        return (int)Math.Clamp(Math.Max(Math.Ceiling(needed), rows.Length + 1), 1, int.MaxValue);
    }
}
