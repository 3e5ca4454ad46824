using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Tandem.Agent.Edits.Text;

namespace Tandem.Agent.Tools.Searching;

/// <summary>The lines of files' bytes in which an expression matches. Safe for concurrent use.</summary>
/// <remarks>A search asks it of thousands of files, most of which hold nothing: bytes are looked through for what a match must hold before they are decoded.</remarks>
internal sealed partial class LineSearch
{
    // Of a text of one or two characters nearly every line holds one: to see at once that a file holds no match is faster then.
    private const int TellingBytes = 3;

    private readonly Regex _expression;
    private readonly LiteralSearch[] _literals;
    private readonly bool _isByLine;
    private readonly bool _hasEnd;

    /// <param name="expression">Made with <see cref="RegexOptions.NonBacktracking"/> and <see cref="RegexOptions.CultureInvariant"/>.</param>
    public LineSearch(Regex expression)
    {
        _expression = expression;
        var (pattern, ignoresCase) = (expression.ToString(), expression.Options.HasFlag(RegexOptions.IgnoreCase));
        _literals = [.. RequiredLiterals.Of(pattern, ignoresCase).Select(texts => new LiteralSearch(texts, ignoresCase))];
        _isByLine = LineAnchors().IsMatch(pattern);
        _hasEnd = pattern.Contains('$', StringComparison.Ordinal);
    }

    /// <summary>Numbers count from 1; a line ends at <c>\n</c>, and a <c>\r</c> before it is not part of it.</summary>
    public IReadOnlyList<(int Number, string Line)> Find(ReadOnlySpan<byte> bytes, int limit)
    {
        // Bytes of UTF-16 are none of a text in ASCII.
        if (bytes is not ([0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]))
            foreach (var literal in _literals)
                if (!literal.IsIn(bytes)) return [];
        if (bytes.StartsWith("\uFEFF"u8) || !Utf8.IsValid(bytes))
            return Find(TextEncoding.Read(bytes).Text, limit);
        var buffer = ArrayPool<char>.Shared.Rent(bytes.Length);
        try
        {
            return _literals is [{ ShortestBytes: >= TellingBytes }, ..]
                ? FindAroundLiterals(bytes, buffer, limit)
                : Find(buffer.AsSpan(0, Encoding.UTF8.GetChars(bytes, buffer)), limit);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private List<(int Number, string Line)> FindAroundLiterals(ReadOnlySpan<byte> bytes, char[] buffer, int limit)
    {
        var found = new List<(int Number, string Line)>();
        Span<int> ahead = stackalloc int[_literals[0].Count];
        ahead.Clear();
        var (from, number) = (0, 1);
        while (found.Count < limit && _literals[0].Next(bytes, from, ahead) is >= 0 and var place)
        {
            var start = from + bytes[from..place].LastIndexOf((byte)'\n') + 1;
            number += bytes[from..start].Count((byte)'\n');
            var length = bytes[start..].IndexOf((byte)'\n');
            var line = length < 0 ? bytes[start..] : bytes.Slice(start, length);
            if (HoldsTheOthers(line))
            {
                var text = WithoutReturn(buffer.AsSpan(0, Encoding.UTF8.GetChars(line, buffer)));
                if (_expression.IsMatch(text)) found.Add((number, text.ToString()));
            }

            if (length < 0) break;
            (from, number) = (start + length + 1, number + 1);
        }

        return found;
    }

    private bool HoldsTheOthers(ReadOnlySpan<byte> line)
    {
        foreach (var literal in _literals.AsSpan(1))
            if (!literal.IsIn(line)) return false;
        return true;
    }

    private List<(int Number, string Line)> Find(ReadOnlySpan<char> text, int limit)
    {
        var found = new List<(int Number, string Line)>();
        // Most files hold nothing: to see that at once is much faster than line by line.
        var isByLine = _isByLine || (_hasEnd && text.Contains('\r'));
        if (!isByLine && !_expression.IsMatch(text)) return found;
        for (var number = 1; !text.IsEmpty && found.Count < limit; number++)
        {
            var end = text.IndexOf('\n');
            var line = WithoutReturn(end < 0 ? text : text[..end]);
            text = end < 0 ? [] : text[(end + 1)..];
            if (_expression.IsMatch(line)) found.Add((number, line.ToString()));
        }

        return found;
    }

    private static ReadOnlySpan<char> WithoutReturn(ReadOnlySpan<char> line) => line is [.., '\r'] ? line[..^1] : line;

    /// <summary>Anchors of the whole text, and options taken back, so that <c>^</c> may be one: a match in a line need not be one in the whole text.</summary>
    [GeneratedRegex(@"\\[AGZz]|\(\?[A-Za-z+]*-")]
    private static partial Regex LineAnchors();
}
