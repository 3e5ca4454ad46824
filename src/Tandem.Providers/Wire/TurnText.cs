using System.Text;
using System.Text.Json;

namespace Tandem.Providers.Wire;

/// <summary>Head and tail of a long text that stands, escaped, in a JSON body, without unescaping what lies between.</summary>
internal static class TurnText
{
    /// <param name="most">Most characters of the head, and of the tail.</param>
    public static string HeadAndTail(ReadOnlySpan<byte> body, List<TextRange> ranges, int most)
    {
        var total = ranges.Sum(range => range.Length);
        if (total <= 4 * most) return Clip(string.Join('\n', Decode(body, ranges)), most); // Cheap enough to read whole.
        var head = new StringBuilder();
        foreach (var range in ranges)
        {
            if (head.Length >= most) break;
            head.Append(Decode(Head(body.Slice(range.Start, range.Length), 3 * most), range.Escaped)).Append('\n');
        }

        var tail = "";
        for (var i = ranges.Count - 1; i >= 0 && tail.Length < most; i--)
            tail = Decode(Tail(body.Slice(ranges[i].Start, ranges[i].Length), 3 * most), ranges[i].Escaped) + (tail.Length == 0 ? "" : "\n" + tail);
        return string.Concat(head.ToString().AsSpan(0, Math.Min(head.Length, most)), tail.AsSpan(Math.Max(0, tail.Length - most)));
    }

    private static List<string> Decode(ReadOnlySpan<byte> body, List<TextRange> ranges)
    {
        var texts = new List<string>(ranges.Count);
        foreach (var range in ranges) texts.Add(Decode(body.Slice(range.Start, range.Length), range.Escaped));
        return texts;
    }

    private static string Clip(string text, int most) =>
        text.Length <= 2 * most ? text : string.Concat(text.AsSpan(0, most), text.AsSpan(text.Length - most));

    /// <summary>The first bytes, ended before an escape or a character that would be cut.</summary>
    private static ReadOnlySpan<byte> Head(ReadOnlySpan<byte> text, int length)
    {
        if (text.Length <= length) return text;
        var space = text[..length].LastIndexOf((byte)' '); // A space is part of no escape and of no other character.
        return text[..(space > 0 ? space : 0)];
    }

    private static ReadOnlySpan<byte> Tail(ReadOnlySpan<byte> text, int length)
    {
        if (text.Length <= length) return text;
        var space = text[^length..].IndexOf((byte)' ');
        return space < 0 ? [] : text[(text.Length - length + space + 1)..];
    }

    private static string Decode(ReadOnlySpan<byte> text, bool escaped)
    {
        if (!escaped || !text.Contains((byte)'\\')) return Encoding.UTF8.GetString(text);
        var quoted = new byte[text.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        text.CopyTo(quoted.AsSpan(1));
        try
        {
            var reader = new Utf8JsonReader(quoted);
            reader.Read();
            return reader.GetString() ?? "";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException) { return ""; } // Half a surrogate pair: it tells nothing.
    }
}
