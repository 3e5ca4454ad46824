using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Models;

/// <summary>Tool calls as text, for models that cannot call tools: a fence named <c>tool_call</c> with one JSON object <c>{"name", "arguments"}</c>.</summary>
/// <remarks>A fence that is not closed or not whole JSON is a broken call: it is told to the model and never run.</remarks>
internal static class TextCalls
{
    private const string Open = "```tool_call";
    private const string Close = "```";

    /// <summary>Splits an answer into its prose and its calls.</summary>
    /// <param name="text">The whole answer.</param>
    /// <param name="newId">Makes an id for a call.</param>
    public static (string Prose, IReadOnlyList<ToolCallPart> Calls) Read(string text, Func<string> newId)
    {
        if (!text.Contains(Open, StringComparison.Ordinal))
            return (text, []);
        var prose = new StringBuilder();
        var calls = new List<ToolCallPart>();
        var lines = text.Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            if (lines[at].Trim() != Open)
            {
                prose.Append(lines[at]).Append('\n');
                continue;
            }

            var end = Array.FindIndex(lines, at + 1, line => line.Trim() == Close);
            var body = string.Join('\n', lines[(at + 1)..(end < 0 ? lines.Length : end)]);
            calls.Add(Call(end < 0 ? body + "\n(the fence is not closed)" : body, newId()));
            if (end < 0)
                break;
            at = end;
        }

        return (prose.ToString().TrimEnd('\n'), calls);
    }

    /// <summary>How a model that cannot call tools sees its own earlier call.</summary>
    public static string Write(ToolCallPart call) => $"{Open}\n{{\"name\": \"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(call.Name)}\", \"arguments\": {call.Arguments}}}\n{Close}";

    /// <summary>How it sees a result.</summary>
    public static string Write(ToolResultPart result, string tool) => string.Create(
        CultureInfo.InvariantCulture,
        $"<tool_result tool=\"{tool}\"{(result.IsError ? " error=\"true\"" : "")}>\n{string.Join('\n', result.Content.OfType<TextPart>().Select(part => part.Text))}\n</tool_result>");

    /// <summary>The tools in words, for the system text.</summary>
    public static string Describe(IEnumerable<ToolDefinition> tools)
    {
        var text = new StringBuilder();
        foreach (var tool in tools)
            text.Append("- ").Append(tool.Name).Append(": ").Append(tool.Description?.ReplaceLineEndings(" ")).Append(" Arguments: ").Append(tool.ParametersSchema).Append('\n');
        return text.ToString();
    }

    private static ToolCallPart Call(string body, string id)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String)
                return new ToolCallPart(id, name.GetString()!, root.TryGetProperty("arguments", out var arguments) ? arguments.GetRawText() : "{}");
        }
        catch (JsonException)
        {
            // The reader of the arguments says what is wrong with it.
        }

        return new ToolCallPart(id, "tool_call", body);
    }
}
