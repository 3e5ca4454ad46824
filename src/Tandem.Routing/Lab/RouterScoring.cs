using System.Globalization;
using System.Text.Json;
using Tandem.Routing.Learning;
using Tandem.Routing.Outcomes;

namespace Tandem.Routing.Lab;

/// <summary>Scores prompts: for each row a line <c>{"id", "scores": {model: p}, "choice", "reason"}</c>, in the order of the rows.</summary>
public static class RouterScoring
{
    // Six places tell any two predictions apart that are worth telling apart.
    private const int Places = 6;

    private static readonly byte[] s_newline = "\n"u8.ToArray();

    /// <param name="rows">Of <see cref="OutcomeReader.ReadPrompts"/>: without labels.</param>
    /// <returns>Number of rows.</returns>
    public static int Write(TrainedRouter router, IEnumerable<OutcomeRow> rows, Stream output, ScoringOptions options)
    {
        IReadOnlyList<string> models = options.Models.Count > 0 ? options.Models : router.Models;
        models = [.. models.Concat([options.Weak, options.Strong]).OfType<string>().Distinct(StringComparer.Ordinal)];
        var names = models.Select(model => JsonEncodedText.Encode(model)).ToArray();
        using var json = new Utf8JsonWriter(output);
        var scores = new double[models.Count];
        var count = 0;
        foreach (var row in rows)
        {
            var reading = router.Read(row.Prompt);
            for (var m = 0; m < scores.Length; m++)
                scores[m] = reading.ScoreOf(models[m]);
            var (choice, reason) = Choose(models, scores, reading, options);
            json.WriteStartObject();
            json.WriteString("id", row.Id);
            json.WriteStartObject("scores");
            for (var m = 0; m < scores.Length; m++)
                json.WriteNumber(names[m], Math.Round(scores[m], Places));
            json.WriteEndObject();
            json.WriteString("choice", choice);
            json.WriteString("reason", reason);
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            output.Write(s_newline);
            count++;
        }

        return count;
    }

    private static (string Choice, string Reason) Choose(IReadOnlyList<string> models, double[] scores, PromptReading reading, ScoringOptions options)
    {
        var kind = reading.Novelty > 0.5 ? ", a kind of prompt that training did not hold" : "";
        if (options is { Weak: { } weak, Strong: { } strong })
        {
            var gain = reading.ScoreOf(strong) - reading.ScoreOf(weak);
            return gain > options.Threshold
                ? (strong, string.Create(CultureInfo.InvariantCulture, $"gain {gain:0.000} above {options.Threshold:0.000}{kind}"))
                : (weak, string.Create(CultureInfo.InvariantCulture, $"gain {gain:0.000} not above {options.Threshold:0.000}{kind}"));
        }

        var best = 0;
        for (var m = 1; m < scores.Length; m++)
        {
            if (scores[m] > scores[best])
                best = m;
        }

        return (models[best], string.Create(CultureInfo.InvariantCulture, $"highest expected score {scores[best]:0.00}{kind}"));
    }
}
