using Tandem.Cli.Interactive.Completion;
using Tandem.Cli.Interactive.Keys;

namespace Tandem.Cli.Interactive.Editing;

/// <summary>The input line: Emacs keys over a buffer, history, search and the completion menu.</summary>
internal sealed class LineEditor(InputHistory history, ICompleter completer)
{
    private int _recalled = -1; // Place in the history; -1 = the user's own text.
    private string _draft = "";

    public InputBuffer Buffer { get; } = new();

    /// <summary>Offers for the word at the caret; null = none.</summary>
    public CompletionMenu? Menu { get; private set; }

    /// <summary>A search through the history that is going on.</summary>
    public HistorySearch? Search { get; private set; }

    /// <summary>Takes the text and starts anew.</summary>
    public string Take()
    {
        var text = Buffer.Text;
        history.Add(text);
        Reset();
        return text;
    }

    public void Reset()
    {
        Buffer.Clear();
        (Menu, Search, _recalled, _draft) = (null, null, -1, "");
    }

    /// <summary>Looks for offers anew: files or names became known.</summary>
    public void Refresh() => Menu = completer.Find(Buffer) is { } list ? new CompletionMenu(list) : null;

    /// <param name="width">Columns of a row, for moving up and down.</param>
    public EditorAct Press(Key key, int width)
    {
        if (Search is not null && PressInSearch(key))
            return EditorAct.None;
        if (Menu is not null && PressInMenu(key, out var act))
            return act;
        var before = Buffer.Text;
        act = EditorKeys.Edit(Buffer, key) ? EditorAct.None : PressPlain(key, width);
        if (Buffer.Text != before)
            Refresh();
        else if (key.Kind != KeyKind.Tab)
            Menu = null;
        return act;
    }

    private EditorAct PressPlain(Key key, int width)
    {
        switch (key)
        {
            case { Kind: KeyKind.Enter, Modifiers: KeyModifiers.None }:
                return Enter();
            case { Kind: KeyKind.Enter }:
                Buffer.Insert("\n");
                return EditorAct.None;
            case { Kind: KeyKind.Up }:
                MoveRow(-1, width);
                return EditorAct.None;
            case { Kind: KeyKind.Down }:
                MoveRow(+1, width);
                return EditorAct.None;
            case { Kind: KeyKind.Tab, Modifiers: KeyModifiers.Shift }:
                return EditorAct.NextMode;
            case { Kind: KeyKind.Tab }:
                Refresh();
                return EditorAct.None;
            case { Kind: KeyKind.Escape }:
                return EditorAct.Escape;
        }

        if (key.IsControl('p')) MoveRow(-1, width);
        else if (key.IsControl('n')) MoveRow(+1, width);
        else if (key.IsControl('r')) Search = new HistorySearch(history);
        else if (key.IsControl('c')) return EditorAct.Interrupt;
        else if (key.IsControl('d') && Buffer.IsEmpty) return EditorAct.EndOfInput;
        else if (key.IsControl('d')) Buffer.Delete(Buffer.Caret + 1);
        else if (key.IsControl('l')) return EditorAct.Redraw;
        else if (key.IsControl('z')) return EditorAct.Suspend;
        else if (key.IsControl('o')) return EditorAct.Expand;
        return EditorAct.None;
    }

    private EditorAct Enter()
    {
        if (Buffer.Caret > 0 && Buffer.Caret == Buffer.Cells.Count && Buffer.Cells[Buffer.Caret - 1].Text == "\\")
        {
            Buffer.Replace(Buffer.Caret - 1, "\n");
            return EditorAct.None;
        }

        return string.IsNullOrWhiteSpace(Buffer.Text) ? EditorAct.None : EditorAct.Submit;
    }

    private bool PressInMenu(Key key, out EditorAct act)
    {
        act = EditorAct.None;
        var menu = Menu!;
        switch (key)
        {
            case { Kind: KeyKind.Up } or { Kind: KeyKind.Tab, Modifiers: KeyModifiers.Shift }:
                menu.Move(-1);
                return true;
            case { Kind: KeyKind.Down }:
                menu.Move(+1);
                return true;
            case { Kind: KeyKind.Escape }:
                Menu = null;
                return true;
            case { Kind: KeyKind.Tab }:
                Accept(menu);
                return true;
            case { Kind: KeyKind.Enter, Modifiers: KeyModifiers.None } when menu.Start == Buffer.Caret && !menu.IsTouched:
                Menu = null; // Nothing of the word is typed and nothing was chosen: the offers were only shown.
                act = Enter();
                return true;
            case { Kind: KeyKind.Enter, Modifiers: KeyModifiers.None }:
                var isWritten = menu.Selected.Insert.TrimEnd() == Word(menu);
                var runs = menu.Selected.Runs;
                if (!isWritten)
                    Accept(menu);
                Menu = null;
                if (isWritten || runs)
                    act = Enter();
                return true;
        }

        if (key.IsControl('p')) menu.Move(-1);
        else if (key.IsControl('n')) menu.Move(+1);
        else return false;
        return true;
    }

    private string Word(CompletionMenu menu) => string.Concat(Buffer.Cells.Skip(menu.Start).Take(Buffer.Caret - menu.Start).Select(cell => cell.Text));

    private void Accept(CompletionMenu menu)
    {
        Buffer.Replace(menu.Start, menu.Selected.Insert);
        Refresh();
    }

    /// <summary>False = the key ends the search and means what it always means.</summary>
    private bool PressInSearch(Key key)
    {
        var search = Search!;
        if (key.IsControl('r')) search.Older();
        else if (key.IsTyped) search.Type(key.Text);
        else if (key.Kind == KeyKind.Backspace) search.Backspace();
        else if (key.Kind == KeyKind.Escape || key.IsControl('c') || key.IsControl('g')) Search = null;
        else
        {
            if (search.Found is { } found) Buffer.Set(found);
            Search = null;
            return key.Kind is KeyKind.Tab; // Tab only takes it; Enter sends it, arrows go on from it.
        }

        return true;
    }

    private void MoveRow(int step, int width)
    {
        var layout = new InputLayout(Buffer.Cells, width);
        var (row, column) = layout.Find(Buffer.Caret);
        if (row + step >= 0 && row + step < layout.RowCount)
        {
            Buffer.MoveTo(layout.CaretAt(row + step, column));
            return;
        }

        Recall(step);
    }

    private void Recall(int step)
    {
        var last = history.Entries.Count - 1;
        if (_recalled < 0 && (step > 0 || last < 0))
            return;
        if (_recalled < 0)
            _draft = Buffer.Text;
        var place = _recalled < 0 ? last : _recalled + step;
        if (place < 0)
            return;
        _recalled = place > last ? -1 : place;
        Buffer.Set(_recalled < 0 ? _draft : history.Entries[place]);
    }
}
