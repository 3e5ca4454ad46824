namespace Tandem.CodeIndex.Symbols;

/// <summary>Offsets to line numbers.</summary>
internal sealed class LineMap
{
    private readonly List<int> _starts = [0];

    public LineMap(string text)
    {
        for (var i = text.IndexOf('\n', StringComparison.Ordinal); i >= 0; i = text.IndexOf('\n', i + 1)) _starts.Add(i + 1);
        Count = _starts.Count - (text.Length == 0 || _starts[^1] == text.Length ? 1 : 0);
    }

    /// <summary>The number of lines, not counting an empty one after the last line end.</summary>
    public int Count { get; }

    /// <summary>The line of an offset, from 1.</summary>
    public int LineOf(int offset)
    {
        var i = _starts.BinarySearch(offset);
        return i >= 0 ? i + 1 : ~i;
    }
}
