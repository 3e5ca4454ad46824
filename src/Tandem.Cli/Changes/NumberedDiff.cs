using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tandem.Cli.Changes;

/// <summary>A file's diff with the new line's number in front of each line, and which numbers those are: what a finding may name.</summary>
internal sealed partial class NumberedDiff
{
    private NumberedDiff(string path, string text, IReadOnlySet<int> lines) => (Path, Text, Lines) = (path, text, lines);

    public string Path { get; }

    public string Text { get; }

    /// <summary>Numbers of the lines that are shown, unchanged ones around a change included; empty = the file is gone, or binary.</summary>
    public IReadOnlySet<int> Lines { get; }

    /// <param name="diff">Of this file alone.</param>
    public static NumberedDiff Of(string path, string diff)
    {
        var text = new StringBuilder();
        var lines = new HashSet<int>();
        var (number, isInHunk) = (0, false);
        foreach (var line in diff.TrimEnd('\n').Split('\n'))
            if (Hunk().Match(line) is { Success: true } head)
            {
                (number, isInHunk) = (int.Parse(head.Groups["new"].ValueSpan, CultureInfo.InvariantCulture), true);
                text.Append("@@\n");
            }
            else if (!isInHunk)
            {
                if (line.StartsWith("deleted file", StringComparison.Ordinal) || line.StartsWith("new file", StringComparison.Ordinal) || line.StartsWith("rename ", StringComparison.Ordinal) || line.StartsWith("Binary", StringComparison.Ordinal))
                    text.Append(line).Append('\n');
            }
            else if (line is ['+' or ' ', ..])
            {
                lines.Add(number);
                text.Append(CultureInfo.InvariantCulture, $"{number++,5} {line}\n");
            }
            else
            {
                text.Append("      ").Append(line).Append('\n');
            }

        return new NumberedDiff(path, text.ToString(), lines);
    }

    [GeneratedRegex(@"^@@ -\d+(,\d+)? \+(?<new>\d+)(,\d+)? @@", RegexOptions.ExplicitCapture)]
    private static partial Regex Hunk();
}
