using System.Runtime.InteropServices;
using System.Text;

namespace Tandem.Agent.Edits.Text;

/// <summary>A file as lines that remember their own line end, so that a line which no edit touches is written back as it was.</summary>
internal sealed class TextDocument
{
    private readonly List<TextLine> _lines;
    private readonly List<int> _keys;

    private TextDocument(TextEncoding encoding, List<TextLine> lines)
    {
        Encoding = encoding;
        _lines = lines;
        _keys = lines.ConvertAll(line => LineKey.Of(line.Text));
        LineEnd = DominantEnd(lines);
        Indentation = IndentStyle.Of(lines);
    }

    public TextEncoding Encoding { get; }

    public IReadOnlyList<TextLine> Lines => _lines;

    /// <summary>One <see cref="LineKey"/> for each line.</summary>
    public ReadOnlySpan<int> Keys => CollectionsMarshal.AsSpan(_keys);

    /// <summary>What a new line ends with: the line end that most lines of the file on disk have.</summary>
    public string LineEnd { get; }

    public IndentStyle Indentation { get; }

    public bool IsEmpty => _lines.Count == 0;

    public bool EndsWithNewline => _lines.Count > 0 && _lines[^1].End.Length > 0;

    public static TextDocument Read(ReadOnlySpan<byte> bytes)
    {
        var (encoding, text) = TextEncoding.Read(bytes);
        return new TextDocument(encoding, Split(text));
    }

    /// <summary>A new file: UTF-8, with the line ends that the text has.</summary>
    public static TextDocument Create(string text) =>
        new(TextEncoding.Default, Split(text).ConvertAll(line => line with { Origin = 0 }));

    /// <summary>Replaces <paramref name="count"/> lines from <paramref name="start"/>. With <paramref name="keepFinalEnd"/>, a file
    /// without a final newline stays without one when its last line is replaced.</summary>
    public void Splice(int start, int count, IReadOnlyList<TextLine> replacement, bool keepFinalEnd = true)
    {
        var touchesEnd = start + count == _lines.Count;
        var finalEnd = _lines.Count > 0 ? _lines[^1].End : LineEnd;
        _lines.RemoveRange(start, count);
        _lines.InsertRange(start, replacement);
        _keys.RemoveRange(start, count);
        _keys.InsertRange(start, replacement.Select(line => LineKey.Of(line.Text)));
        for (var i = Math.Max(start - 1, 0); i < Math.Min(start + replacement.Count, _lines.Count - 1); i++)
        {
            if (_lines[i].End.Length == 0) SetEnd(i, LineEnd);
        }
        if (touchesEnd && keepFinalEnd && _lines.Count > 0) SetEnd(_lines.Count - 1, finalEnd);
    }

    /// <summary>Ends the last line with a newline, or without one, where an edit says so.</summary>
    public void SetFinalNewline(bool present)
    {
        if (_lines.Count > 0) SetEnd(_lines.Count - 1, present ? LineEnd : "");
    }

    public string GetText()
    {
        var text = new StringBuilder();
        foreach (var line in _lines) text.Append(line.Text).Append(line.End);
        return text.ToString();
    }

    public byte[] GetBytes() => Encoding.GetBytes(GetText());

    internal static List<TextLine> Split(string text)
    {
        var lines = new List<TextLine>();
        // Classic Mac files have \r alone; beside \n a lone \r is content, like form feeds and U+2028.
        var loneReturns = !text.Contains('\n') && text.Contains('\r');
        var start = 0;
        while (start < text.Length)
        {
            var at = text.IndexOf(loneReturns ? '\r' : '\n', start);
            if (at < 0)
            {
                lines.Add(new TextLine(text[start..], "", lines.Count + 1));
                break;
            }
            var hasReturn = !loneReturns && at > start && text[at - 1] == '\r';
            var end = loneReturns ? "\r" : hasReturn ? "\r\n" : "\n";
            lines.Add(new TextLine(text[start..(hasReturn ? at - 1 : at)], end, lines.Count + 1));
            start = at + 1;
        }
        return lines;
    }

    private void SetEnd(int index, string end) => _lines[index] = _lines[index] with { End = end };

    private static string DominantEnd(List<TextLine> lines)
    {
        int lf = 0, crlf = 0, cr = 0;
        foreach (var line in lines)
        {
            if (line.End == "\n") lf++;
            else if (line.End == "\r\n") crlf++;
            else if (line.End == "\r") cr++;
        }
        if (cr > 0) return "\r";
        return crlf > lf ? "\r\n" : "\n";
    }
}
