namespace Tandem.Agent.Models;

/// <summary>Finds edits that stand in an answer's text.</summary>
internal static class TextEdits
{
    /// <summary>Whether the answer holds SEARCH/REPLACE blocks, whole or broken: an answer that only talks about code holds none.</summary>
    public static bool Holds(string answer)
    {
        foreach (var line in answer.AsSpan().EnumerateLines())
            if (line.StartsWith("<<<<<<< SEARCH", StringComparison.Ordinal) || line.StartsWith("------- SEARCH", StringComparison.Ordinal))
                return true;
        return false;
    }
}
