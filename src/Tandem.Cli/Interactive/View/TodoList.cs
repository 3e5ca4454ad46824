using System.Text.Json;
using Tandem.Agent.Turns;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Interactive.View;

/// <summary>The model's list of steps, as its last call of the todo tool gave it.</summary>
internal sealed class TodoList
{
    private const int Most = 8;
    private IReadOnlyList<(string Text, string Status)> _items = [];

    /// <summary>The call sets the list.</summary>
    public static bool IsFrom(ToolCalled call) => call.Tool.Contains("todo", StringComparison.OrdinalIgnoreCase);

    public bool IsEmpty => _items.Count == 0;

    public void Clear() => _items = [];

    /// <summary>Reads a call's arguments: an array of objects with a text and a status, whatever the property is called. Anything else changes nothing.</summary>
    public void Read(string arguments)
    {
        try
        {
            using var json = JsonDocument.Parse(arguments);
            var list = json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement
                : json.RootElement.ValueKind == JsonValueKind.Object
                    ? json.RootElement.EnumerateObject().Select(property => property.Value).FirstOrDefault(value => value.ValueKind == JsonValueKind.Array)
                    : default;
            if (list.ValueKind != JsonValueKind.Array)
                return;
            _items = [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).Select(Item).Where(item => item.Text.Length > 0)];
        }
        catch (JsonException)
        {
            // The tool refuses the call and the model hears of it; the list stays as it was.
        }
    }

    public IEnumerable<string> Lines(Look look)
    {
        // What is done is not worth a row where rows are few.
        var shown = _items.Count <= Most ? _items : [.. _items.SkipWhile(item => IsDone(item.Status)).Take(Most)];
        foreach (var (text, status) in shown)
            yield return "  " + (IsDone(status) ? look.Mark(Mark.Good) + look.Quiet(text) : status.StartsWith("in_prog", StringComparison.Ordinal) || status == "active" || status == "doing" ? look.Mark(Mark.Active) + look.Strong(text) : look.Mark(Mark.Open) + text);
        if (shown.Count < _items.Count)
            yield return "  " + look.Quiet($"{_items.Count(item => IsDone(item.Status))} of {_items.Count} done");
    }

    private static bool IsDone(string status) => status is "done" or "completed" or "complete" or "cancelled";

    private static (string Text, string Status) Item(JsonElement item)
    {
        var text = "";
        var status = "";
        foreach (var property in item.EnumerateObject())
            if (property.Value.ValueKind == JsonValueKind.String)
                if (property.Name is "status" or "state")
                    status = property.Value.GetString()!;
                else if (property.Name is "text" or "content" or "step" or "task" or "title")
                    text = StyledText.Safe(property.Value.GetString()!.ReplaceLineEndings(" "));
        return (text, status);
    }
}
