using System.Text.Json;

namespace Tandem.Cli.Changes;

/// <summary>Reads a reviewer's answer. What names no line of the change is counted, not shown.</summary>
internal static class FindingReader
{
    private const int MaxMessage = 1_000;

    /// <summary>False = the answer holds no list of findings.</summary>
    public static bool TryRead(string answer, IReadOnlyList<NumberedDiff> shown, out IReadOnlyList<ReviewFinding> findings, out int leftOut)
    {
        (findings, leftOut) = ([], 0);
        var (start, end) = (answer.IndexOf('[', StringComparison.Ordinal), answer.LastIndexOf(']'));
        if (start < 0 || end < start)
            return false;
        try
        {
            using var list = JsonDocument.Parse(answer.AsMemory(start, end - start + 1), new JsonDocumentOptions { AllowTrailingCommas = true });
            var read = list.RootElement.EnumerateArray().Select(Read).ToList();
            findings = [.. read.OfType<ReviewFinding>().Where(finding => shown.Any(file => file.Path == finding.Path && file.Lines.Contains(finding.Line)))];
            leftOut = read.Count - findings.Count;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ReviewFinding? Read(JsonElement one)
    {
        if (one.ValueKind != JsonValueKind.Object || Text(one, "path") is not { } path || Text(one, "message") is not { Length: > 0 } message
            || !one.TryGetProperty("line", out var line) || line.ValueKind != JsonValueKind.Number || !line.TryGetInt32(out var number))
            return null;
        var severity = Text(one, "severity") is "error" or "warning" or "note" ? Text(one, "severity")! : "warning";
        return new ReviewFinding(path, number, severity, message.Length > MaxMessage ? message[..MaxMessage] : message);
    }

    private static string? Text(JsonElement one, string name) => one.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
