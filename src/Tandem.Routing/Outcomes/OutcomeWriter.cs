using System.Text.Json;
using Tandem.Routing.Decisions;
using Tandem.Routing.Features;

namespace Tandem.Routing.Outcomes;

/// <summary>Writes outcome rows as JSON lines, such as <see cref="OutcomeReader"/> reads.</summary>
public sealed class OutcomeWriter(Stream stream) : IDisposable
{
    private readonly Utf8JsonWriter _json = new(stream);

    /// <param name="task">What kind of task it was; null = not known.</param>
    public void Write(OutcomeRow row, TaskKind? task = null)
    {
        _json.WriteStartObject();
        _json.WriteString("id", row.Id);
        _json.WriteString("prompt", row.Prompt);
        Numbers("scores", row.Scores);
        if (row.CostUsd.Count > 0)
            Numbers("cost", row.CostUsd);
        Text("language", row.Language);
        Text("source", row.Source);
        Text("domain", row.Domain);
        Text("group", row.Group == row.Id ? null : row.Group);
        Text("split", row.Split);
        Text("task", task is { } kind ? Words.Of(kind) : null);
        if (row.Propensity is { } propensity)
            _json.WriteNumber("propensity", propensity);
        _json.WriteNumber("features", PromptFeatures.Version);
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        stream.WriteByte((byte)'\n');
    }

    public void Dispose() => _json.Dispose();

    private void Text(string key, string? value)
    {
        if (value is not null)
            _json.WriteString(key, value);
    }

    private void Numbers(string key, IReadOnlyDictionary<string, double> numbers)
    {
        _json.WriteStartObject(key);
        foreach (var (model, value) in numbers)
            _json.WriteNumber(model, value);
        _json.WriteEndObject();
    }
}
