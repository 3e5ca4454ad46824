using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tandem.Starter.Corpus.Samples;

/// <summary>The figures of the model card, and the fit that turns the log-probability of an answer into a chance of success.</summary>
internal static class Report
{
    private const int Bins = 10;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Of(IReadOnlyList<Judged> judged)
    {
        var report = new JsonObject();
        var calibration = Calibration(judged);
        var (slope, offset) = ((double)calibration["slope"]!, (double)calibration["offset"]!);
        foreach (var set in judged.GroupBy(j => j.Answered.Set))
        {
            var (low, high) = Interval(set.Count(j => j.Correct), set.Count());
            report[set.Key] = new JsonObject
            {
                ["samples"] = set.Count(),
                ["correct"] = Math.Round(set.Average(j => j.Correct ? 1.0 : 0.0), 4),
                ["correctLow"] = Math.Round(low, 4),
                ["correctHigh"] = Math.Round(high, 4),
                ["unsure"] = Math.Round(set.Average(j => IsUnsure(j) ? 1.0 : 0.0), 4),
                ["unsureOrUnlikely"] = Math.Round(set.Average(j => IsUnsure(j) || Logistic.At(slope, offset, Score(j)) < 0.5 ? 1.0 : 0.0), 4),
            };
        }

        report["calibration"] = calibration;
        return report.ToJsonString(Indented);
    }

    /// <summary>The 95 % interval of a share (Wilson 1927).</summary>
    private static (double Low, double High) Interval(int correct, int count)
    {
        const double Z = 1.96;
        var share = (double)correct / count;
        var middle = (share + Z * Z / (2 * count)) / (1 + Z * Z / count);
        var half = Z / (1 + Z * Z / count) * Math.Sqrt(share * (1 - share) / count + Z * Z / (4.0 * count * count));
        return (middle - half, middle + half);
    }

    private static bool IsUnsure(Judged judged) => judged.Answered.Output.StartsWith(AnswerText.Refusal, StringComparison.Ordinal);

    private static double Score(Judged judged) => Math.Max(judged.Answered.MeanLogProbability, -3);

    /// <summary>
    /// Success is a right program or text. A refusal is a failure that the model announces, so only answers to requests are fitted; every
    /// second one fits the curve and the others measure its expected calibration error over ten equal bins.
    /// </summary>
    private static JsonObject Calibration(IReadOnlyList<Judged> judged)
    {
        var points = judged.Where(j => !IsUnsure(j) && j.Answered.Sample.Kind != SampleKind.Gap).Select(j => (X: Score(j), Y: j.Correct ? 1.0 : 0.0)).ToList();
        var (slope, offset) = Logistic.Fit([.. points.Where((_, i) => i % 2 == 0)]);
        var rest = points.Where((_, i) => i % 2 == 1).Select(p => (P: Logistic.At(slope, offset, p.X), p.Y)).ToList();
        var error = rest.GroupBy(p => Math.Min((int)(p.P * Bins), Bins - 1)).Sum(bin => bin.Count() * Math.Abs(bin.Average(p => p.P) - bin.Average(p => p.Y))) / rest.Count;
        return new JsonObject
        {
            ["slope"] = Math.Round(slope, 4),
            ["offset"] = Math.Round(offset, 4),
            ["refusal"] = AnswerText.Refusal,
            ["expectedCalibrationError"] = Math.Round(error, 4),
            ["answers"] = points.Count,
            ["meanSuccess"] = Math.Round(points.Average(p => p.Y), 4),
        };
    }
}
