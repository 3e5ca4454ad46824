using Tandem.Agent.Edits.Text;

namespace Tandem.Agent.Edits.Matching;

/// <summary>Where each line begins in a text that joins the lines with one character between them.</summary>
internal sealed class LineSpans
{
    private readonly int[] _starts;

    public LineSpans(IReadOnlyList<TextLine> lines)
    {
        _starts = new int[lines.Count + 1];
        for (var i = 0; i < lines.Count; i++) _starts[i + 1] = _starts[i] + lines[i].Text.Length + 1;
        End = lines.Count == 0 ? 0 : lines[^1].End.Length == 0 ? _starts[^1] - 1 : _starts[^1];
    }

    /// <summary>Length of the joined text.</summary>
    private int End { get; }

    /// <summary>0-based; the line count itself for the position behind a final newline.</summary>
    public int LineAt(int position)
    {
        var index = Array.BinarySearch(_starts, position);
        return index >= 0 ? index : ~index - 1;
    }

    public int StartOf(int line) => _starts[line];

    /// <summary>Where the line's characters end, before its line end.</summary>
    public int EndOf(int line) => line + 1 < _starts.Length ? Math.Min(_starts[line + 1] - 1, End) : End;
}
