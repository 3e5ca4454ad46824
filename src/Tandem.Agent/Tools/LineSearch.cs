using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Tandem.Agent.Edits.Text;

namespace Tandem.Agent.Tools;

/// <summary>The lines of a file's bytes in which an expression matches.</summary>
internal static class LineSearch
{
    // Where these stand in an expression, a match in a line need not be one in the whole text.
    private static readonly SearchValues<string> Ends = SearchValues.Create([@"\A", @"\G", @"\Z", @"\z"], StringComparison.Ordinal);

    /// <summary>Numbers count from 1; a line ends at <c>\n</c>, and a <c>\r</c> before it is not part of it.</summary>
    public static IReadOnlyList<(int Number, string Line)> Find(Regex expression, byte[] bytes, int limit)
    {
        if (bytes.AsSpan().StartsWith("\uFEFF"u8) || !Utf8.IsValid(bytes))
            return Find(expression, TextEncoding.Read(bytes).Text, limit);
        var buffer = ArrayPool<char>.Shared.Rent(bytes.Length);
        try
        {
            return Find(expression, buffer.AsSpan(0, Encoding.UTF8.GetChars(bytes, buffer)), limit);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static List<(int Number, string Line)> Find(Regex expression, ReadOnlySpan<char> text, int limit)
    {
        var found = new List<(int Number, string Line)>();
        // Most files hold nothing: to see that at once is much faster than line by line.
        var pattern = expression.ToString().AsSpan();
        var isByLine = pattern.ContainsAny(Ends) || (pattern.Contains('$') && text.Contains('\r'));
        if (!isByLine && !expression.IsMatch(text)) return found;
        for (var number = 1; !text.IsEmpty && found.Count < limit; number++)
        {
            var end = text.IndexOf('\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[(end + 1)..];
            line = line is [.., '\r'] ? line[..^1] : line;
            if (expression.IsMatch(line)) found.Add((number, line.ToString()));
        }

        return found;
    }
}
