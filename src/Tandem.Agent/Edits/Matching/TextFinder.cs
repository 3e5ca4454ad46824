using Tandem.Agent.Edits.Text;

namespace Tandem.Agent.Edits.Matching;

/// <summary>Finds text that may begin and end inside a line, with <c>\n</c> standing for whatever line end the file has.</summary>
/// <param name="old">The text to find.</param>
/// <param name="document">Where.</param>
/// <param name="leniency">Exact, or with typography folded.</param>
internal sealed class TextFinder(string old, TextDocument document, Leniency leniency)
{
    private readonly string[] _parts = Fold(old, leniency).Split('\n');

    /// <summary>Every place, overlapping ones too, in file order.</summary>
    public List<TextSpan> Find()
    {
        var found = new List<TextSpan>();
        if (_parts.Length == 1)
        {
            for (var line = 0; line < document.Lines.Count; line++) FindInside(line, found);
            return found;
        }
        foreach (var line in Candidates())
        {
            if (Matches(line)) found.Add(new TextSpan(line, Text(line).Length - _parts[0].Length, line + _parts.Length - 1, _parts[^1].Length));
        }
        return found;
    }

    private static string Fold(string text, Leniency leniency) => leniency == Leniency.Exact ? text : Typography.Fold(text);

    /// <summary>Behind a final newline the file has one more, empty line.</summary>
    private string Text(int line) => line == document.Lines.Count ? "" : Fold(document.Lines[line].Text, leniency);

    private void FindInside(int line, List<TextSpan> found)
    {
        var text = Text(line);
        for (var at = text.IndexOf(_parts[0], StringComparison.Ordinal); at >= 0; at = text.IndexOf(_parts[0], at + 1, StringComparison.Ordinal))
            found.Add(new TextSpan(line, at, line, at + _parts[0].Length));
    }

    /// <summary>Lines in the middle are whole, so that their keys tell where to look.</summary>
    private IEnumerable<int> Candidates()
    {
        var whole = _parts[1..^1].Select(part => LineKey.Of(part)).ToArray();
        return whole.Length > 0
            ? LineMatcher.Candidates(whole, document).Select(line => line - 1).Where(line => line >= 0)
            : Enumerable.Range(0, document.Lines.Count);
    }

    private bool Matches(int line)
    {
        var last = line + _parts.Length - 1;
        if (last > document.Lines.Count || (last == document.Lines.Count && !document.EndsWithNewline)) return false;
        if (!Text(line).EndsWith(_parts[0], StringComparison.Ordinal) || !Text(last).StartsWith(_parts[^1], StringComparison.Ordinal)) return false;
        for (var i = 1; i < _parts.Length - 1; i++)
        {
            if (Text(line + i) != _parts[i]) return false;
        }
        return true;
    }
}
