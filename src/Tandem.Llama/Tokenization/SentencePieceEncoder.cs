using System.Globalization;
using System.Text;
using Tandem.Llama.Gguf;

namespace Tandem.Llama.Tokenization;

/// <summary>SentencePiece's BPE as Llama 2 and Mistral use it: the adjacent pair whose joint token scores highest merges first.</summary>
/// <remarks>Source: Kudo and Richardson, arXiv 1808.06226. Spaces are written ▁, bytes without a token &lt;0xXX&gt;. Safe for concurrent use.</remarks>
internal sealed class SentencePieceEncoder : ITextEncoder
{
    private const char Space = '▁';
    private readonly Vocabulary _vocabulary;
    private readonly bool _addsSpace;
    private readonly int[] _tokenOfByte = new int[256];
    private readonly int _unknown;

    public SentencePieceEncoder(Vocabulary vocabulary, GgufMetadata metadata)
    {
        _vocabulary = vocabulary;
        _addsSpace = metadata.Flag("tokenizer.ggml.add_space_prefix") ?? true;
        _unknown = (int)Math.Clamp(metadata.Whole("tokenizer.ggml.unknown_token_id") ?? 0, 0, vocabulary.Count - 1);
        for (var value = 0; value < 256; value++)
            _tokenOfByte[value] = vocabulary.Find($"<0x{value:X2}>");
    }

    public void Encode(ReadOnlySpan<char> text, bool startsSegment, List<int> output)
    {
        if (text.IsEmpty)
            return;
        var escaped = string.Concat(_addsSpace && startsSegment ? "▁" : "", text).Replace(' ', Space);
        var starts = new List<int>();
        for (var at = 0; at < escaped.Length; at = WordSplitter.Next(escaped, at))
            starts.Add(at);
        Merge(escaped, starts, output);
    }

    public byte[] Decode(int id)
    {
        var text = _vocabulary.Text(id);
        if (_vocabulary.Kind(id) == TokenKind.Byte && text.Length == 6 &&
            byte.TryParse(text.AsSpan(3, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
        {
            return [value];
        }

        return Encoding.UTF8.GetBytes(text.Replace(Space, ' '));
    }

    /// <summary>Symbol i covers <c>lengths[i]</c> characters from <c>starts[i]</c>; 0 once merged away.</summary>
    private void Merge(string text, List<int> starts, List<int> output)
    {
        var count = starts.Count;
        var lengths = new int[count];
        var previous = new int[count];
        var next = new int[count];
        for (var i = 0; i < count; i++)
        {
            lengths[i] = (i + 1 < count ? starts[i + 1] : text.Length) - starts[i];
            (previous[i], next[i]) = (i - 1, i + 1 < count ? i + 1 : -1);
        }

        var queue = new PriorityQueue<(int Left, int Right, int Length), (float NegatedScore, int Left)>();
        for (var i = 0; i + 1 < count; i++)
            Offer(i, i + 1);
        while (queue.TryDequeue(out var pair, out _))
        {
            if (lengths[pair.Left] == 0 || lengths[pair.Right] == 0 || lengths[pair.Left] + lengths[pair.Right] != pair.Length)
                continue;
            lengths[pair.Left] = pair.Length;
            lengths[pair.Right] = 0;
            next[pair.Left] = next[pair.Right];
            if (next[pair.Right] >= 0)
                previous[next[pair.Right]] = pair.Left;
            Offer(previous[pair.Left], pair.Left);
            Offer(pair.Left, next[pair.Left]);
        }

        for (var i = 0; i >= 0 && i < count; i = next[i])
            AddTokens(text.AsSpan(starts[i], lengths[i]), output);

        void Offer(int left, int right)
        {
            if (left < 0 || right < 0)
                return;
            var length = lengths[left] + lengths[right];
            if (_vocabulary.Find(text.AsSpan(starts[left], length)) is var id && id >= 0)
                queue.Enqueue((left, right, length), (-_vocabulary.Score(id), left));
        }
    }

    private void AddTokens(ReadOnlySpan<char> piece, List<int> output)
    {
        if (_vocabulary.Find(piece) is var id && id >= 0)
        {
            output.Add(id);
            return;
        }

        foreach (var value in Encoding.UTF8.GetBytes(piece.ToArray()))
            output.Add(_tokenOfByte[value] >= 0 ? _tokenOfByte[value] : _unknown);
    }
}
