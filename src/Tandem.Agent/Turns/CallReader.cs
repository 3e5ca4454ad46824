using System.Text.Json;

namespace Tandem.Agent.Turns;

/// <summary>Reads a call's arguments, or says why it cannot be run. Nothing is repaired: what two readers could read differently is refused.</summary>
internal static class CallReader
{
    private static readonly JsonDocumentOptions Strict = new()
    {
        AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Disallow, AllowTrailingCommas = false, MaxDepth = 64,
    };

    /// <returns>The arguments, or null and the problem in words for the model.</returns>
    public static JsonElement? Read(string arguments, out string problem)
    {
        problem = "";
        try
        {
            using var document = JsonDocument.Parse(arguments, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document.RootElement.Clone();
            problem = "The arguments are not a JSON object.";
        }
        catch (JsonException broken)
        {
            problem = $"The arguments are not valid JSON: {broken.Message}";
        }

        return null;
    }
}
