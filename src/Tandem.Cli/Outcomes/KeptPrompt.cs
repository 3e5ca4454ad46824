using System.Text.Json;
using Tandem.Cli.Asking;

namespace Tandem.Cli.Outcomes;

/// <summary>The words of a prompt as its door kept it: <c>ask</c> keeps a question with its parts, the others plain text.</summary>
internal static class KeptPrompt
{
    /// <summary>What the router read of it; null where there are no words. Mentioned files are not kept, so that they are missing.</summary>
    public static string? TextOf(string? kept)
    {
        if (string.IsNullOrWhiteSpace(kept))
            return null;
        if (kept[0] != '{')
            return kept;
        try
        {
            if (JsonSerializer.Deserialize(kept, QuestionJson.Default.Question) is not { Text: { } text } question)
                return kept;
            var whole = question.Input is { } input ? $"<input>\n{input}\n</input>\n\n{text}" : text;
            return string.IsNullOrWhiteSpace(whole) ? null : whole;
        }
        catch (JsonException)
        {
            return kept; // A plain prompt that begins with a brace.
        }
    }
}
