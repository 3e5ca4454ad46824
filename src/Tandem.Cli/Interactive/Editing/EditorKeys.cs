using Tandem.Cli.Interactive.Keys;

namespace Tandem.Cli.Interactive.Editing;

/// <summary>The keys that only change or walk through the text, as in readline's Emacs mode.</summary>
internal static class EditorKeys
{
    /// <summary>False = the key is none of these.</summary>
    public static bool Edit(InputBuffer buffer, Key key) =>
        key.Kind == KeyKind.Text && !key.IsTyped ? EditChord(buffer, key) : EditKey(buffer, key);

    private static bool EditKey(InputBuffer buffer, Key key)
    {
        var byWord = (key.Modifiers & (KeyModifiers.Control | KeyModifiers.Alt)) != 0;
        switch (key.Kind)
        {
            case KeyKind.Text:
                buffer.Insert(key.Text);
                break;
            case KeyKind.Paste:
                buffer.Paste(key.Text);
                break;
            case KeyKind.Backspace:
                buffer.Delete(byWord ? buffer.WordStart() : buffer.Caret - 1, keepsCut: byWord);
                break;
            case KeyKind.Delete:
                buffer.Delete(byWord ? buffer.WordEnd() : buffer.Caret + 1, keepsCut: byWord);
                break;
            case KeyKind.Left:
                buffer.MoveTo(byWord ? buffer.WordStart() : buffer.Caret - 1);
                break;
            case KeyKind.Right:
                buffer.MoveTo(byWord ? buffer.WordEnd() : buffer.Caret + 1);
                break;
            case KeyKind.Home:
                buffer.MoveTo(byWord ? 0 : buffer.LineStart());
                break;
            case KeyKind.End:
                buffer.MoveTo(byWord ? buffer.Cells.Count : buffer.LineEnd());
                break;
            default:
                return false;
        }

        return true;
    }

    private static bool EditChord(InputBuffer buffer, Key key)
    {
        if (key.IsControl('a')) buffer.MoveTo(buffer.LineStart());
        else if (key.IsControl('e')) buffer.MoveTo(buffer.LineEnd());
        else if (key.IsControl('b')) buffer.MoveTo(buffer.Caret - 1);
        else if (key.IsControl('f')) buffer.MoveTo(buffer.Caret + 1);
        else if (key.IsAlt('b')) buffer.MoveTo(buffer.WordStart());
        else if (key.IsAlt('f')) buffer.MoveTo(buffer.WordEnd());
        else if (key.IsAlt('<')) buffer.MoveTo(0);
        else if (key.IsAlt('>')) buffer.MoveTo(buffer.Cells.Count);
        else if (key.IsAlt('d')) buffer.Delete(buffer.WordEnd(), keepsCut: true);
        else if (key.IsControl('w')) buffer.Delete(buffer.ArgumentStart(), keepsCut: true);
        else if (key.IsControl('u')) buffer.Delete(buffer.LineStart(), keepsCut: true);
        else if (key.IsControl('k')) buffer.Delete(buffer.LineEnd() is var end && end == buffer.Caret ? end + 1 : end, keepsCut: true);
        else if (key.IsControl('y')) buffer.Insert(buffer.Cut);
        else if (key.IsControl('t')) buffer.Transpose();
        else if (key.IsControl('h')) buffer.Delete(buffer.Caret - 1);
        else if (key.IsControl('j')) buffer.Insert("\n");
        else if (key.IsControl('_')) buffer.Undo();
        else return false;
        return true;
    }
}
