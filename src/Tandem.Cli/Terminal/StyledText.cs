using System.Text;

namespace Tandem.Cli.Terminal;

/// <summary>Cuts and wraps text that holds our own styles (and no other control sequence).</summary>
internal static class StyledText
{
    /// <summary>Untrusted text for a line whose width must be known: safe, tabs as spaces.</summary>
    public static string Safe(string text) => SafeText.Of(text).Replace("\t", "    ", StringComparison.Ordinal);

    public static string Strip(string text)
    {
        if (!text.Contains('\e', StringComparison.Ordinal))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var place = 0; place < text.Length; place++)
            if (text[place] == '\e')
                place = StyleEnd(text, place) - 1;
            else
                plain.Append(text[place]);
        return plain.ToString();
    }

    public static int Width(string text) => CellWidth.Of(Strip(text));

    /// <summary>At most that many columns; what is cut is shown by an ellipsis.</summary>
    public static string Cut(string text, int width)
    {
        if (Width(text) <= width)
            return text;
        var rows = Wrap(text, Math.Max(1, width - 1), byWords: false);
        return rows[0].EndsWith(Sgr.Reset, StringComparison.Ordinal) ? rows[0][..^Sgr.Reset.Length] + "…" + Sgr.Reset : rows[0] + "…";
    }

    /// <summary>Rows of at most that many columns; a style that is on at a row's end is ended there and taken up in the next.</summary>
    /// <param name="byWords">Breaks at spaces where there are any.</param>
    public static IReadOnlyList<string> Wrap(string text, int width, bool byWords = true)
    {
        var rows = new List<string>();
        foreach (var line in text.Split('\n'))
            WrapLine(line, Math.Max(1, width), byWords, rows);
        return rows;
    }

    private static void WrapLine(string line, int width, bool byWords, List<string> rows)
    {
        var row = new StringBuilder();
        var style = "";
        var used = 0;
        var space = -1; // Where the last space of the row is, in the builder; what follows it moves on together.
        var spaceStyle = "";
        foreach (var piece in Pieces(line))
        {
            if (piece[0] == '\e')
            {
                style = piece == Sgr.Reset ? "" : style + piece;
                row.Append(piece);
                continue;
            }

            var columns = CellWidth.Of(piece);
            if (used + columns > width && byWords && space >= 0 && piece != " ")
            {
                var moved = row.ToString(space + 1, row.Length - space - 1);
                row.Length = space;
                EndRow(rows, row, spaceStyle);
                row.Append(spaceStyle).Append(moved);
                (used, space) = (Width(moved), -1);
            }

            if (used + columns > width && used > 0)
            {
                EndRow(rows, row, style);
                row.Append(style);
                (used, space) = (0, -1);
                if (piece == " " && byWords)
                    continue; // A break takes the place of the space.
            }

            if (piece == " ")
                (space, spaceStyle) = (row.Length, style);
            row.Append(piece);
            used += columns;
        }

        rows.Add(row.ToString());
    }

    private static void EndRow(List<string> rows, StringBuilder row, string style)
    {
        rows.Add(style.Length > 0 ? row + Sgr.Reset : row.ToString());
        row.Clear();
    }

    /// <summary>Styles, and characters as people count them.</summary>
    private static IEnumerable<string> Pieces(string line)
    {
        var place = 0;
        while (place < line.Length)
        {
            var end = line[place] == '\e' ? StyleEnd(line, place) : place + System.Globalization.StringInfo.GetNextTextElementLength(line, place);
            yield return line[place..end];
            place = end;
        }
    }

    private static int StyleEnd(string text, int start)
    {
        var place = start + 1;
        while (place < text.Length && text[place] is not (>= '@' and <= '~' and not '[')) place++;
        return Math.Min(text.Length, place + 1);
    }
}
