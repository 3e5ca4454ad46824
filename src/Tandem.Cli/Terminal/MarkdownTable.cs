using System.Text.RegularExpressions;

namespace Tandem.Cli.Terminal;

/// <summary>A table (GitHub's extension of CommonMark): its columns are known when its last row is.</summary>
internal sealed partial class MarkdownTable
{
    private readonly List<string> _rows = [];

    public bool IsEmpty => _rows.Count == 0;

    public static bool IsRow(string line) => line.TrimStart().StartsWith('|') && line.TrimEnd().Length > 1;

    public void Add(string line) => _rows.Add(line.Trim());

    /// <summary>The rows in columns; as they were written where they are no table, or wider than <paramref name="width"/>. Empty afterwards.</summary>
    /// <param name="inline">Styles a cell's text.</param>
    public IReadOnlyList<string> Take(Func<string, string> inline, Palette palette, int width)
    {
        string[] rows = [.. _rows];
        _rows.Clear();
        if (rows.Length < 2 || !Separator().IsMatch(rows[1]))
            return rows;
        var rights = Cells(rows[1]).Select(cell => cell.EndsWith(':') && !cell.StartsWith(':')).ToList();
        var cells = rows.Where((_, place) => place != 1).Select(row => Cells(row).Select(inline).ToList()).ToList();
        var widths = new int[cells.Max(row => row.Count)];
        foreach (var row in cells)
            for (var column = 0; column < row.Count; column++)
                widths[column] = Math.Max(widths[column], StyledText.Width(row[column]));
        if (widths.Sum() + 2 * widths.Length > width)
            return rows;
        var lines = cells.Select(row => Line(row, widths, rights)).ToList();
        lines[0] = palette.Paint(palette.Strong, lines[0]);
        lines.Insert(1, palette.Paint(palette.Quiet, string.Join("  ", widths.Select(one => new string('─', one)))));
        return lines;
    }

    private static string Line(List<string> row, int[] widths, List<bool> rights) =>
        string.Join("  ", row.Select((cell, column) =>
        {
            var space = new string(' ', widths[column] - StyledText.Width(cell));
            return column < rights.Count && rights[column] ? space + cell : cell + space;
        })).TrimEnd();

    private static IEnumerable<string> Cells(string row) => CellEnd().Split(row.Trim().Trim('|')).Select(cell => cell.Trim().Replace("\\|", "|", StringComparison.Ordinal));

    [GeneratedRegex(@"^\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?$")]
    private static partial Regex Separator();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellEnd();
}
