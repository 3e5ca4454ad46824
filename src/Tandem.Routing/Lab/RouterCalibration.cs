using System.Globalization;
using System.Text.Json;
using Tandem.Routing.Calibration;
using Tandem.Routing.Learning;
using Tandem.Routing.Outcomes;

namespace Tandem.Routing.Lab;

/// <summary>Finds the threshold whose mean loss can be promised (<see cref="ThresholdCalibration"/>), and says what the promise means.</summary>
public static class RouterCalibration
{
    /// <exception cref="ArgumentException">Rows are partial, or none has both models.</exception>
    public static ThresholdCalibration Run(
        TrainedRouter router, IReadOnlyList<OutcomeRow> rows, string weak, string strong, double maxLoss, double confidence)
    {
        RequireComplete(rows);
        var outcomes = RouterEvaluation.Outcomes(router, rows, weak, strong);
        if (outcomes.Count == 0)
            throw new ArgumentException($"No row has scores of both {weak} and {strong}; check the names against the file's \"scores\".");
        return ThresholdCalibration.Of(outcomes, maxLoss, confidence);
    }

    /// <summary>Refuses rows whose propensity says that one chosen model was run: a mean loss against another cannot be read from them.</summary>
    /// <exception cref="ArgumentException">A row is partial.</exception>
    public static void RequireComplete(IReadOnlyList<OutcomeRow> rows)
    {
        if (rows.Count(row => row.Propensity is not null) is > 0 and var partial)
            throw new ArgumentException($"{partial} of {rows.Count} rows are partial: only the chosen model was run. Run both models on the same prompts with `tandem router collect`, and calibrate on that file.", nameof(rows));
    }

    /// <summary>Mean scores on the calibration rows decide which of two models is the strong one.</summary>
    public static (string Weak, string Strong)? PairOf(IReadOnlyList<OutcomeRow> rows)
    {
        var means = rows.SelectMany(row => row.Scores).GroupBy(s => s.Key, StringComparer.Ordinal).Select(g => (Model: g.Key, Mean: g.Average(s => s.Value))).OrderBy(m => m.Mean).ToList();
        return means.Count == 2 ? (means[0].Model, means[1].Model) : null;
    }

    public static void WriteText(ThresholdCalibration found, string weak, string strong, double maxLoss, double confidence, TextWriter to)
    {
        if (found.Threshold is not { } threshold)
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"refused: {found.Rows} rows cannot promise a mean loss of at most {maxLoss:0.###} with confidence {confidence:0.###}."));
            to.WriteLine(found.RowsNeeded is { } needed
                ? $"About {needed.ToString("#,0", CultureInfo.InvariantCulture)} rows would do (now {found.Rows.ToString("#,0", CultureInfo.InvariantCulture)})."
                : "More rows would not help: on these the loss is above the limit even where one query in ten goes to the weak model. Allow more loss, or train on your own outcomes.");
            return;
        }

        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"threshold {threshold:0.####}: {strong} where its predicted gain is above it, else {weak}"));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"on {found.Rows} rows: {100 * found.WeakShare:0.0} % to {weak}, mean loss {found.MeanLoss:0.0000}"));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"promise: mean loss against always {strong} at most {maxLoss:0.###}, with confidence {confidence:0.###}, if {ThresholdCalibration.Assumption}"));
    }

    public static void WriteJson(ThresholdCalibration found, string weak, string strong, double maxLoss, double confidence, Stream to)
    {
        using var json = new Utf8JsonWriter(to);
        json.WriteStartObject();
        json.WriteBoolean("refused", found.Threshold is null);
        if (found.Threshold is { } threshold)
            json.WriteNumber("threshold", threshold);
        else
            json.WriteNull("threshold");
        json.WriteString("weak", weak);
        json.WriteString("strong", strong);
        json.WriteNumber("max_quality_loss", maxLoss);
        json.WriteNumber("confidence", confidence);
        json.WriteNumber("rows", found.Rows);
        if (found.RowsNeeded is { } needed)
            json.WriteNumber("rows_needed", needed);
        json.WriteNumber("weak_share", found.WeakShare);
        json.WriteNumber("mean_loss", found.MeanLoss);
        json.WriteString("assumption", ThresholdCalibration.Assumption);
        json.WriteEndObject();
    }
}
