using System.Globalization;
using System.Text;
using Tandem.ScriptedUpstream;

namespace Tandem.Bench.Gateway;

/// <summary>The scripted model server behind both: what it answers stands in the question.</summary>
internal static class BenchUpstream
{
    /// <summary>Twelve bytes: three tokens of text.</summary>
    private const string Piece = "abcdefghijk ";

    public static Task<FakeUpstream> StartAsync() => FakeUpstream.StartAsync(new UpstreamScript { Answer = static (call, _) => ReplyTo(call.Body.Span) });

    /// <summary>Digits that a client replaces by the number of the request, so that no two questions are the same text.</summary>
    private static readonly byte[] s_number = "00000000"u8.ToArray();

    /// <summary>A question with words that say the answer.</summary>
    /// <param name="chunks">Pieces of text.</param>
    /// <param name="gapMs">Pause before each, so that each is a packet of its own.</param>
    /// <param name="hold">The answer pauses after the first half until it is released.</param>
    /// <param name="bytes">Least length of the question.</param>
    public static byte[] Question(bool stream, int chunks, int gapMs = 0, bool hold = false, int bytes = 500)
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"{(hold ? "hold" : "go")} {chunks} {gapMs}|00000000 ");
        var text = new StringBuilder(words);
        while (text.Length < bytes)
            text.Append("Please review this method and say what could be simpler in it. ");
        return Encoding.UTF8.GetBytes(
            "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}],\"max_tokens\":1000"
            + (stream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}" : "") + "}");
    }

    /// <summary>The question as the request of this number asks it.</summary>
    public static byte[] Numbered(byte[] question, int number)
    {
        var copy = question.ToArray();
        var at = copy.AsSpan().IndexOf(s_number);
        number.TryFormat(copy.AsSpan(at, s_number.Length), out _, "D8", CultureInfo.InvariantCulture);
        return copy;
    }

    public static string TextOf(int chunks) => string.Concat(Enumerable.Repeat(Piece, chunks));

    private static Reply ReplyTo(ReadOnlySpan<byte> body)
    {
        var start = body.IndexOf("\"content\":\""u8) + 11;
        var words = Encoding.ASCII.GetString(body[start..(start + body[start..].IndexOf((byte)'|'))]).Split(' ');
        var (chunks, gap) = (int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture));
        var pieces = new List<ReplyPiece>();
        for (var number = 0; number < chunks; number++)
        {
            if (words[0] == "hold" && number == chunks / 2)
                pieces.Add(new HoldPiece());
            if (gap > 0)
                pieces.Add(new DelayPiece(TimeSpan.FromMilliseconds(gap)));
            pieces.Add(new TextPiece(Piece));
        }

        return new Reply { Pieces = pieces };
    }
}
