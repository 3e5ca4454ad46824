using Tandem.Agent.Edits.Text;

namespace Tandem.Agent.Edits.Matching;

/// <summary>The lines that take a place's place: the file's own wherever the hunk does not change them.</summary>
internal sealed class Replacement(TextDocument document, Hunk hunk, Place place)
{
    private readonly List<TextLine> _lines = [];
    private readonly List<TextLine> _removed = [];
    private readonly List<string> _added = [];
    private readonly NewLineStyle _style = new(document, hunk, place);

    public List<TextLine> Build()
    {
        var at = place.Start;
        foreach (var line in hunk.Lines)
        {
            switch (line.Op)
            {
                case LineOp.Keep:
                    FlushChange();
                    _lines.Add(document.Lines[at++]);
                    break;
                case LineOp.Remove:
                    _removed.Add(document.Lines[at++]);
                    break;
                default:
                    _added.Add(_style.Apply(line.Text));
                    break;
            }
        }
        FlushChange();
        return _lines;
    }

    /// <summary>A line that is removed and added again in the same words is no change, and keeps its bytes.</summary>
    private void FlushChange()
    {
        var pairs = LineDiff.Pair(_removed.Count, _added.Count, IsSame);
        for (var i = 0; i < pairs.Length; i++)
        {
            _lines.Add(pairs[i] >= 0 ? _removed[pairs[i]] : new TextLine(_added[i], document.LineEnd, 0));
        }
        _removed.Clear();
        _added.Clear();
    }

    /// <summary>What did not count when the place was looked for does not make a change either; indentation is mapped by then.</summary>
    private bool IsSame(int removed, int added)
    {
        var leniency = place.Leniency == Leniency.Indentation ? Leniency.Typography : place.Leniency;
        return LineComparer.AreSame(_added[added], _removed[removed].Text, leniency);
    }
}
