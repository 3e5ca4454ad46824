namespace Tandem.Routing.Evaluation;

/// <summary>How true predicted probabilities are: expected calibration error over equal-mass bins, and the Brier score.</summary>
public sealed record Reliability
{
    public const int BinCount = 10;

    public required int Predictions { get; init; }

    /// <summary>Mean distance between what was predicted and what came, over bins of equal size.</summary>
    public required double Ece { get; init; }

    /// <summary>Mean squared error.</summary>
    public required double Brier { get; init; }

    public required IReadOnlyList<Bin> Bins { get; init; }

    public static Reliability Of(IReadOnlyList<(double Predicted, double Observed)> predictions)
    {
        if (predictions.Count == 0)
            throw new ArgumentException("Calibration needs at least one prediction.", nameof(predictions));
        var sorted = predictions.OrderBy(p => p.Predicted).ToArray();
        var bins = new List<Bin>();
        for (var b = 0; b < BinCount; b++)
        {
            var part = sorted[(b * sorted.Length / BinCount)..((b + 1) * sorted.Length / BinCount)];
            if (part.Length > 0)
                bins.Add(new Bin(part.Average(p => p.Predicted), part.Average(p => p.Observed), part.Length));
        }

        return new Reliability
        {
            Predictions = sorted.Length,
            Ece = bins.Sum(bin => Math.Abs(bin.Predicted - bin.Observed) * bin.Count) / sorted.Length,
            Brier = sorted.Average(p => (p.Predicted - p.Observed) * (p.Predicted - p.Observed)),
            Bins = bins,
        };
    }

    /// <summary>Means of one bin.</summary>
    public readonly record struct Bin(double Predicted, double Observed, int Count);
}
