using System.Globalization;
using System.Text;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Interactive.Screen;

/// <summary>A terminal whose last lines are alive: what is printed goes above them into the scrollback and stays, they are drawn anew.</summary>
/// <remarks>Not for concurrent use. Every change is one write inside a synchronized update (CSI ? 2026), so that nothing flickers where the terminal knows it.</remarks>
internal sealed class LiveScreen(Action<string> write, Func<ScreenSize> size)
{
    private const string Begin = "\e[?2026h\e[?25l";
    private const string End = "\e[?25h\e[?2026l";

    private IReadOnlyList<string> _live = [];
    private int _cursorRow;
    private int _cursorColumn;
    private int _columns;

    public ScreenSize Size => size();

    /// <summary>Prints lines for good and draws the live ones below.</summary>
    /// <param name="printed">Our own text, safe; a line longer than the screen is wrapped by the terminal.</param>
    /// <param name="live">Cut to the width here. Where there are more than the screen has rows, the first are left out.</param>
    /// <param name="cursorRow">The live line in which the cursor stands.</param>
    public void Draw(IReadOnlyList<string> printed, IReadOnlyList<string> live, int cursorRow, int cursorColumn)
    {
        var (columns, rows) = size();
        var shown = live.Select(line => StyledText.Cut(line, columns - 1)).ToList(); // In the last column the terminal may wrap by itself.
        var hidden = Math.Max(0, Math.Min(shown.Count - Math.Max(1, rows - 1), cursorRow));
        shown.RemoveRange(0, hidden);
        if (shown.Count > Math.Max(1, rows - 1))
            shown.RemoveRange(rows - 1, shown.Count - (rows - 1));
        cursorRow = Math.Clamp(cursorRow - hidden, 0, Math.Max(0, shown.Count - 1));
        cursorColumn = Math.Clamp(cursorColumn, 0, columns - 1);

        var text = new StringBuilder(Begin);
        if (printed.Count == 0 && columns == _columns && shown.Count == _live.Count)
            Rewrite(text, shown);
        else
            DrawWhole(text, printed, shown, columns);
        MoveRows(text, cursorRow - Math.Max(0, shown.Count - 1));
        text.Append('\r');
        if (cursorColumn > 0)
            text.Append(CultureInfo.InvariantCulture, $"\e[{cursorColumn}C");
        write(text.Append(End).ToString());
        (_live, _cursorRow, _cursorColumn, _columns) = (shown, cursorRow, cursorColumn, columns);
    }

    /// <summary>Takes the live lines away; the cursor stands where they began.</summary>
    public void Close()
    {
        var text = new StringBuilder();
        ToTop(text, size().Columns);
        write(text.Append("\e[J\e[?25h").ToString());
        (_live, _cursorRow, _cursorColumn) = ([], 0, 0);
    }

    /// <summary>Wipes the screen; the scrollback stays.</summary>
    public void Wipe()
    {
        write("\e[H\e[2J");
        (_live, _cursorRow, _cursorColumn) = ([], 0, 0);
    }

    /// <summary>Only the lines that changed. Leaves the cursor in the last one.</summary>
    private void Rewrite(StringBuilder text, List<string> shown)
    {
        var at = _cursorRow;
        for (var row = 0; row < shown.Count; row++)
        {
            if (shown[row] == _live[row])
                continue;
            MoveRows(text, row - at);
            text.Append("\r\e[2K").Append(shown[row]);
            at = row;
        }

        MoveRows(text, Math.Max(0, shown.Count - 1) - at);
    }

    private void DrawWhole(StringBuilder text, IReadOnlyList<string> printed, List<string> shown, int columns)
    {
        ToTop(text, columns);
        text.Append("\e[J");
        foreach (var line in printed)
            text.Append(line).Append("\r\n");
        text.AppendJoin("\r\n", shown);
    }

    /// <summary>To the first live line. A terminal that became narrower has wrapped the lines meanwhile.</summary>
    private void ToTop(StringBuilder text, int columns)
    {
        var up = 0;
        for (var row = 0; row < _cursorRow && row < _live.Count; row++)
            up += columns >= _columns ? 1 : Math.Max(1, (StyledText.Width(_live[row]) + columns - 1) / columns);
        if (columns < _columns)
            up += _cursorColumn / columns;
        MoveRows(text, -up);
        text.Append('\r');
    }

    private static void MoveRows(StringBuilder text, int rows)
    {
        if (rows != 0)
            text.Append(CultureInfo.InvariantCulture, $"\e[{Math.Abs(rows)}{(rows < 0 ? 'A' : 'B')}");
    }
}
