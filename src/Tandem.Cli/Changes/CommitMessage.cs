namespace Tandem.Cli.Changes;

/// <summary>A commit's message as a model wrote it, without what models put around it.</summary>
internal static class CommitMessage
{
    private const int MaxSubject = 100;

    /// <summary>Null where the answer holds none.</summary>
    public static string? Read(string answer)
    {
        var lines = answer.ReplaceLineEndings("\n").Trim().Split('\n').Select(line => line.TrimEnd()).ToList();
        var fences = lines.Select((line, at) => (line, at)).Where(one => one.line.StartsWith("```", StringComparison.Ordinal)).Select(one => one.at).ToList();
        if (fences.Count >= 2)
            lines = lines[(fences[0] + 1)..fences[^1]]; // "Here is the message:" and the like stands outside.
        while (lines is ["", ..]) lines.RemoveAt(0);
        if (lines.Count == 0)
            return null;
        lines[0] = lines[0].Trim().Trim('"', '`').TrimEnd('.');
        if (lines[0].Length is 0 or > MaxSubject)
            return null;
        if (lines.Count > 1 && lines[1].Length > 0)
            lines.Insert(1, ""); // Git takes everything up to the first empty line for the subject.
        return string.Join('\n', lines).TrimEnd();
    }
}
