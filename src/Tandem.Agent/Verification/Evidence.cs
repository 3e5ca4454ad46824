namespace Tandem.Agent.Verification;

/// <summary>The part of a command's output that shows why it failed: from the first failure on, and the end, where most tools sum up.</summary>
internal static class Evidence
{
    public const int MaxLength = 6_000;
    private const int TailLength = 2_000;

    public static string Of(string output, IReadOnlyList<string> failures)
    {
        var text = output.Trim();
        if (text.Length <= MaxLength) return text;
        var first = failures.Select(failure => text.IndexOf(LastPart(failure), StringComparison.Ordinal)).Where(place => place >= 0).DefaultIfEmpty(text.Length - MaxLength).Min();
        var start = Math.Min(LineStart(text, first), text.Length - MaxLength);
        if (start + MaxLength >= text.Length) return "[…]\n" + text[start..];
        var head = text.AsSpan(start, MaxLength - TailLength);
        return $"{(start > 0 ? "[…]\n" : "")}{head}\n[…]\n{text.AsSpan(text.Length - TailLength)}";
    }

    private static string LastPart(string failure) => failure.Split(": ")[^1];

    private static int LineStart(string text, int place) => place <= 0 ? 0 : text.LastIndexOf('\n', place - 1) + 1;
}
