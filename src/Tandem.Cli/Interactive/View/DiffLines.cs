using System.Globalization;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Interactive.View;

/// <summary>A unified diff for people: added and removed lines coloured, file headers told in one line.</summary>
internal static class DiffLines
{
    /// <param name="most">Lines at most; what is left out is counted.</param>
    public static IReadOnlyList<string> Of(Look look, string diff, int most = int.MaxValue)
    {
        var lines = diff.TrimEnd('\n').Split('\n').Where(line => !IsFileHeader(line)).ToList();
        var shown = lines.Take(lines.Count > most ? most - 1 : most).Select(line => "  " + Line(look, line)).ToList();
        if (shown.Count < lines.Count)
            shown.Add("  " + look.Quiet(string.Create(CultureInfo.InvariantCulture, $"… {lines.Count - shown.Count} more lines (/diff shows all)")));
        return shown;
    }

    /// <summary><c>+3 −1</c>.</summary>
    public static string Counts(Look look, string diff)
    {
        var (added, removed) = (0, 0);
        foreach (var line in diff.Split('\n'))
        {
            if (IsFileHeader(line)) continue;
            added += line.StartsWith('+') ? 1 : 0;
            removed += line.StartsWith('-') ? 1 : 0;
        }

        return look.IsPlain
            ? string.Create(CultureInfo.InvariantCulture, $"{added} lines added, {removed} removed")
            : string.Create(CultureInfo.InvariantCulture, $"{look.Paint(look.Palette.Added, $"+{added}")} {look.Paint(look.Palette.Removed, $"−{removed}")}");
    }

    private static string Line(Look look, string line)
    {
        var safe = StyledText.Safe(line);
        return line switch
        {
            ['+', ..] => look.Paint(look.Palette.Added, safe),
            ['-', ..] => look.Paint(look.Palette.Removed, safe),
            ['@', '@', ..] => look.Quiet(safe),
            _ => safe,
        };
    }

    private static bool IsFileHeader(string line) =>
        line.StartsWith("--- ", StringComparison.Ordinal) || line.StartsWith("+++ ", StringComparison.Ordinal)
        || line.StartsWith("diff --git ", StringComparison.Ordinal) || line.StartsWith("index ", StringComparison.Ordinal);
}
