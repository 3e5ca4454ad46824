using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Agent.Models;

/// <summary>Finds edits that stand in an answer's text.</summary>
internal static class TextEdits
{
    /// <summary>The tool that takes edits as text.</summary>
    public const string Tool = "apply_patch";

    /// <summary>Stands for edits that are in the text of the same message: they need not be there twice.</summary>
    public const string InText = """{"patch":"the blocks above"}""";

    /// <summary>Whether the answer holds SEARCH/REPLACE blocks, whole or broken: an answer that only talks about code holds none.</summary>
    public static bool Holds(string answer)
    {
        foreach (var line in answer.AsSpan().EnumerateLines())
            if (line.StartsWith("<<<<<<< SEARCH", StringComparison.Ordinal) || line.StartsWith("------- SEARCH", StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>The answer as the arguments of <see cref="Tool"/>.</summary>
    public static string Arguments(string answer) => $"{{\"patch\": {JsonSerializer.Serialize(answer, TextJson.Default.String)}}}";
}

[JsonSerializable(typeof(string))]
internal sealed partial class TextJson : JsonSerializerContext;
