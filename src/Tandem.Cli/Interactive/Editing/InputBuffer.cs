namespace Tandem.Cli.Interactive.Editing;

/// <summary>The text being written, with its caret. Every change can be undone.</summary>
internal sealed class InputBuffer
{
    private const int LongestUndo = 200;
    private const int ShortPasteLines = 3;
    private const int ShortPasteLength = 400;

    private readonly List<InputCell> _cells = [];
    private readonly Stack<(InputCell[] Cells, int Caret)> _undo = new();
    private bool _isTyping; // Letters typed in a row are undone together.

    public IReadOnlyList<InputCell> Cells => _cells;

    /// <summary>Cells before the caret.</summary>
    public int Caret { get; private set; }

    /// <summary>What was cut last (Ctrl+K, Ctrl+U, Ctrl+W).</summary>
    public string Cut { get; private set; } = "";

    public bool IsEmpty => _cells.Count == 0;

    public string Text => string.Concat(_cells.Select(cell => cell.Text));

    public string TextBeforeCaret => string.Concat(_cells.Take(Caret).Select(cell => cell.Text));

    public void Set(string text)
    {
        Remember(typing: false);
        _cells.Clear();
        _cells.AddRange(InputCell.Of(text));
        Caret = _cells.Count;
    }

    public void Insert(string text)
    {
        Remember(typing: text.Length <= 2 && text != "\n");
        // A combining mark joins the character before it, so that both are cut into cells anew.
        var joined = Caret > 0 && _cells[Caret - 1] is { IsLineBreak: false, IsBlock: false } before ? before.Text : "";
        var cells = InputCell.Of(joined + text).ToList();
        if (joined.Length > 0)
            _cells.RemoveAt(--Caret);
        _cells.InsertRange(Caret, cells);
        Caret += cells.Count;
    }

    /// <summary>A paste: a long one stays one block, which is sent whole and deleted whole.</summary>
    public void Paste(string text)
    {
        if (text.AsSpan().Count('\n') < ShortPasteLines && text.Length <= ShortPasteLength)
        {
            Insert(text);
            return;
        }

        Remember(typing: false);
        _cells.Insert(Caret++, InputCell.Block(text));
    }

    public void MoveTo(int caret)
    {
        _isTyping = false;
        Caret = Math.Clamp(caret, 0, _cells.Count);
    }

    public int WordStart()
    {
        var place = Caret;
        while (place > 0 && !_cells[place - 1].IsWord) place--;
        while (place > 0 && _cells[place - 1].IsWord) place--;
        return place;
    }

    public int WordEnd()
    {
        var place = Caret;
        while (place < _cells.Count && !_cells[place].IsWord) place++;
        while (place < _cells.Count && _cells[place].IsWord) place++;
        return place;
    }

    /// <summary>Where the word before the caret begins, in the shell's sense: between spaces.</summary>
    public int ArgumentStart()
    {
        var place = Caret;
        while (place > 0 && _cells[place - 1].IsSpace) place--;
        while (place > 0 && !_cells[place - 1].IsSpace) place--;
        return place;
    }

    public int LineStart()
    {
        var place = Caret;
        while (place > 0 && !_cells[place - 1].IsLineBreak) place--;
        return place;
    }

    public int LineEnd()
    {
        var place = Caret;
        while (place < _cells.Count && !_cells[place].IsLineBreak) place++;
        return place;
    }

    /// <summary>Removes the cells between the caret and <paramref name="other"/>.</summary>
    /// <param name="keepsCut">They can be put back with Ctrl+Y.</param>
    public void Delete(int other, bool keepsCut = false)
    {
        other = Math.Clamp(other, 0, _cells.Count);
        var (start, end) = (Math.Min(Caret, other), Math.Max(Caret, other));
        if (start == end)
            return;
        Remember(typing: false);
        if (keepsCut)
            Cut = string.Concat(_cells.Skip(start).Take(end - start).Select(cell => cell.Text));
        _cells.RemoveRange(start, end - start);
        Caret = start;
    }

    /// <summary>Replaces the cells from <paramref name="start"/> to the caret: a completion.</summary>
    public void Replace(int start, string text)
    {
        Remember(typing: false);
        _cells.RemoveRange(start, Caret - start);
        var cells = InputCell.Of(text).ToList();
        _cells.InsertRange(start, cells);
        Caret = start + cells.Count;
    }

    /// <summary>Swaps the two characters around the caret.</summary>
    public void Transpose()
    {
        var second = Caret == _cells.Count ? Caret - 1 : Caret;
        if (second < 1)
            return;
        Remember(typing: false);
        (_cells[second - 1], _cells[second]) = (_cells[second], _cells[second - 1]);
        Caret = second + 1;
    }

    public void Undo()
    {
        _isTyping = false;
        if (!_undo.TryPop(out var before))
            return;
        _cells.Clear();
        _cells.AddRange(before.Cells);
        Caret = before.Caret;
    }

    /// <summary>Empties it for the next message; there is nothing to undo then.</summary>
    public void Clear()
    {
        _cells.Clear();
        _undo.Clear();
        _isTyping = false;
        Caret = 0;
    }

    private void Remember(bool typing)
    {
        if (!(typing && _isTyping))
        {
            if (_undo.Count == LongestUndo)
                Trim();
            _undo.Push(([.. _cells], Caret));
        }

        _isTyping = typing;
    }

    private void Trim()
    {
        var kept = _undo.Take(LongestUndo / 2).Reverse().ToList();
        _undo.Clear();
        foreach (var state in kept)
            _undo.Push(state);
    }
}
