namespace Tandem.Cli.Interactive.Editing;

/// <summary>Where each cell stands when the text is wrapped to a width.</summary>
internal sealed class InputLayout
{
    private readonly IReadOnlyList<InputCell> _cells;
    private readonly List<(int Start, int End)> _rows = [];

    /// <param name="width">Columns; a cell that is wider has a row of its own and is cut.</param>
    public InputLayout(IReadOnlyList<InputCell> cells, int width)
    {
        _cells = cells;
        var start = 0;
        var used = 0;
        for (var place = 0; place < cells.Count; place++)
        {
            if (cells[place].IsLineBreak)
            {
                _rows.Add((start, place));
                (start, used) = (place + 1, 0);
                continue;
            }

            if (used + cells[place].Width > width && place > start)
            {
                _rows.Add((start, place));
                (start, used) = (place, 0);
            }

            used += cells[place].Width;
        }

        _rows.Add((start, cells.Count));
    }

    public int RowCount => _rows.Count;

    public string Row(int row) => string.Concat(_cells.Skip(_rows[row].Start).Take(_rows[row].End - _rows[row].Start).Select(cell => cell.Shown));

    /// <summary>Row and column of a caret. Between two rows of one line it stands at the beginning of the second.</summary>
    public (int Row, int Column) Find(int caret)
    {
        var row = 0;
        while (row + 1 < _rows.Count && _rows[row + 1].Start <= caret) row++;
        var column = 0;
        for (var place = _rows[row].Start; place < caret; place++) column += _cells[place].Width;
        return (row, column);
    }

    /// <summary>The caret nearest to a column of a row.</summary>
    public int CaretAt(int row, int column)
    {
        var (start, end) = _rows[row];
        var used = 0;
        var place = start;
        while (place < end && used + _cells[place].Width <= column) used += _cells[place++].Width;
        // At the end of a wrapped row the caret would already stand in the next one.
        return place == end && row + 1 < _rows.Count && _rows[row + 1].Start == end && place > start ? place - 1 : place;
    }
}
