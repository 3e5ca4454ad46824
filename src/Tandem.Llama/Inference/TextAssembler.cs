using System.Text;

namespace Tandem.Llama.Inference;

/// <summary>Turns token bytes into text: whole characters, nothing of a stop string, and held back while one may be under way.</summary>
internal sealed class TextAssembler(IReadOnlyList<string> stops)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder(); // Keeps the bytes of an unfinished character.
    private readonly StringBuilder _pending = new();
    private readonly int _longestStop = stops.Count == 0 ? 0 : stops.Max(stop => stop.Length);

    public bool Stopped { get; private set; }

    /// <summary>Adds a token's bytes and returns the text that is certain.</summary>
    public string Add(ReadOnlySpan<byte> bytes)
    {
        Span<char> characters = bytes.Length < 256 ? stackalloc char[bytes.Length + 2] : new char[bytes.Length + 2];
        _pending.Append(characters[.._decoder.GetChars(bytes, characters, flush: false)]);
        return Take(flush: false);
    }

    /// <summary>The rest, when no more tokens come.</summary>
    public string Flush()
    {
        if (Stopped)
            return "";
        Span<char> characters = stackalloc char[4];
        _pending.Append(characters[.._decoder.GetChars([], characters, flush: true)]);
        return Take(flush: true);
    }

    private string Take(bool flush)
    {
        var text = _pending.ToString();
        var end = stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        Stopped = end >= 0;
        if (!Stopped)
            end = flush ? text.Length : text.Length - HeldBack(text);
        _pending.Clear().Append(text, end, Stopped ? 0 : text.Length - end);
        return text[..end];
    }

    /// <summary>Length of the longest tail that a stop string begins with.</summary>
    private int HeldBack(string text)
    {
        for (var length = Math.Min(_longestStop - 1, text.Length); length > 0; length--)
        {
            var tail = text[^length..];
            if (stops.Any(stop => stop.Length > length && stop.StartsWith(tail, StringComparison.Ordinal)))
                return length;
        }

        return 0;
    }
}
