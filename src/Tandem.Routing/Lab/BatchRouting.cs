using System.Text.Json;
using Tandem.Routing.Features;
using Tandem.Routing.Outcomes;

namespace Tandem.Routing.Lab;

/// <summary>Decides many prompts with the configured models and a policy, calling none: <c>{"id", "scores": {model: p}, "choice", "reason"}</c> a line.</summary>
public static class BatchRouting
{
    private static readonly byte[] s_newline = "\n"u8.ToArray();

    /// <param name="rows">Of <see cref="OutcomeReader.ReadPrompts"/>.</param>
    /// <param name="policy">A policy's name; null = the one in force.</param>
    /// <param name="dataClass">Of all these prompts: private ones never get an external model.</param>
    /// <param name="seed">Of exploration; each row has its own chance.</param>
    /// <returns>Number of rows; <c>choice</c> is null where no model is eligible.</returns>
    public static int Write(
        Router router, IReadOnlyList<ModelProfile> models, string? policy, DataClass dataClass, IEnumerable<OutcomeRow> rows, Stream output, int seed = 1)
    {
        using var json = new Utf8JsonWriter(output);
        var count = 0;
        foreach (var row in rows)
        {
            var decision = router.Decide(
                new RouteQuery
                {
                    Task = TaskClassifier.Classify(row.Prompt),
                    Text = PromptText.Window(row.Prompt),
                    Language = row.Language,
                    InputBytes = System.Text.Encoding.UTF8.GetByteCount(row.Prompt),
                    DataClass = dataClass,
                    Boundary = Boundary.Start,
                },
                models, policy, new RouteContext { Seed = seed + count });
            json.WriteStartObject();
            json.WriteString("id", row.Id);
            json.WriteStartObject("scores");
            foreach (var candidate in decision.Candidates)
                json.WriteNumber(candidate.Model.Name, Math.Round(candidate.Score.Expected, 6));
            json.WriteEndObject();
            json.WriteString("choice", decision.Choice?.Model.Name);
            json.WriteString("reason", decision.Reason);
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            output.Write(s_newline);
            count++;
        }

        return count;
    }
}
