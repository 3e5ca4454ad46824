using System.Globalization;
using System.Text.RegularExpressions;

namespace Tandem.Agent.Edits.Formats;

/// <summary>A line that begins with <c>@@</c>: with line numbers, with the line that stands above the hunk, with both or with neither.</summary>
/// <param name="FirstLine">1-based; null where none is given.</param>
/// <param name="OldCount">How many lines the hunk quotes, as it says itself; null where it says nothing.</param>
/// <param name="NewCount">How many lines it leaves.</param>
/// <param name="Header">The line above; empty where none is given.</param>
internal readonly partial record struct HunkHead(int? FirstLine, int? OldCount, int? NewCount, string Header)
{
    public static HunkHead? TryParse(string line)
    {
        if (!line.StartsWith("@@", StringComparison.Ordinal)) return null;
        var numbers = Numbers().Match(line);
        if (!numbers.Success)
        {
            var text = line[2..].Trim();
            if (text.EndsWith("@@", StringComparison.Ordinal)) text = text[..^2].Trim();
            return new HunkHead(null, null, null, text is "..." or "…" ? "" : text);
        }
        var first = Number(numbers.Groups["start"]);
        var count = numbers.Groups["count"].Success ? Number(numbers.Groups["count"]) : 1;
        var newCount = numbers.Groups["newCount"].Success ? Number(numbers.Groups["newCount"]) : 1;
        return new HunkHead(first > 0 ? first : null, count, newCount, numbers.Groups["header"].Value.Trim());
    }

    private static int? Number(Group group) => int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    [GeneratedRegex(@"^@@+ +-(?<start>\d+)(,(?<count>\d+))? +\+\d+(,(?<newCount>\d+))? *@@+(?<header>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Numbers();
}
