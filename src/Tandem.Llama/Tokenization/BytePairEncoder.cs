using System.Text;
using Tandem.Llama.Gguf;

namespace Tandem.Llama.Tokenization;

/// <summary>Byte-level byte-pair encoding: within a word, the pair of lowest rank merges first.</summary>
/// <remarks>Source: Sennrich et al., arXiv 1508.07909, on bytes as in GPT-2. Safe for concurrent use.</remarks>
internal sealed class BytePairEncoder : ITextEncoder
{
    private readonly Vocabulary _vocabulary;
    private readonly WordSplitter _splitter;
    private readonly bool _wholeWordsFirst;
    private readonly int[] _symbolOfByte = new int[256];
    private readonly List<string> _symbols = [];
    private readonly Dictionary<(int Left, int Right), (int Rank, int Merged)> _merges = [];

    public BytePairEncoder(Vocabulary vocabulary, GgufMetadata metadata)
    {
        var splitterName = metadata.Text("tokenizer.ggml.pre");
        _vocabulary = vocabulary;
        _splitter = WordSplitter.For(splitterName);

        // Llama 3's and Tekken's vocabularies hold words that their merges do not build.
        _wholeWordsFirst = splitterName is "llama-bpe" or "llama3" or "llama-v3" or "falcon3" or "pixtral" or "lfm2" or "tekken";
        var symbolIds = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var value = 0; value < 256; value++)
            _symbolOfByte[value] = Intern(ByteAlphabet.Of((byte)value).ToString());
        var merges = metadata.Texts("tokenizer.ggml.merges") ?? throw ModelFileException.Corrupt("The file holds no merges ('tokenizer.ggml.merges').");
        for (var rank = 0; rank < merges.Length; rank++)
        {
            var space = merges[rank].Length > 1 ? merges[rank].IndexOf(' ', 1) : -1; // From 1: the left part may itself be a space.
            if (space < 0)
                throw ModelFileException.Corrupt($"Merge {rank} is no pair.");
            var (left, right) = (merges[rank][..space], merges[rank][(space + 1)..]);
            _merges.TryAdd((Intern(left), Intern(right)), (rank, Intern(left + right)));
        }

        int Intern(string text)
        {
            if (!symbolIds.TryGetValue(text, out var id))
            {
                symbolIds.Add(text, id = _symbols.Count);
                _symbols.Add(text);
            }

            return id;
        }
    }

    public void Encode(ReadOnlySpan<char> text, bool startsSegment, List<int> output)
    {
        var ends = new List<int>();
        _splitter.Split(text, ends);
        var start = 0;
        foreach (var end in ends)
        {
            EncodeWord(text[start..end], output);
            start = end;
        }
    }

    public byte[] Decode(int id)
    {
        var text = _vocabulary.Text(id);
        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            if (!ByteAlphabet.TryByte(text[i], out bytes[i]))
                return Encoding.UTF8.GetBytes(text); // An added token: written as it is.
        }

        return bytes;
    }

    private void EncodeWord(ReadOnlySpan<char> word, List<int> output)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(word.Length)];
        var count = Encoding.UTF8.GetBytes(word, bytes);
        if (_wholeWordsFirst && count <= 256)
        {
            Span<char> spelled = stackalloc char[count];
            for (var i = 0; i < count; i++)
                spelled[i] = ByteAlphabet.Of(bytes[i]);
            if (_vocabulary.Find(spelled) is var whole && whole >= 0)
            {
                output.Add(whole);
                return;
            }
        }

        var symbols = new int[count];
        for (var i = 0; i < count; i++)
            symbols[i] = _symbolOfByte[bytes[i]];
        foreach (var symbol in Merge(symbols))
        {
            if (symbol >= 0)
                AddTokens(_symbols[symbol], output);
        }
    }

    private void AddTokens(string symbol, List<int> output)
    {
        if (_vocabulary.Find(symbol) is var id && id >= 0)
        {
            output.Add(id);
            return;
        }

        foreach (var character in symbol)
        {
            if (_vocabulary.Find([character]) is var part && part >= 0)
                output.Add(part);
        }
    }

    /// <summary>Merges in place; a merged-away symbol becomes −1.</summary>
    private int[] Merge(int[] symbols)
    {
        var queue = new PriorityQueue<(int Left, int Right, int LeftSymbol, int RightSymbol), (int Rank, int Left)>();
        var previous = new int[symbols.Length];
        var next = new int[symbols.Length];
        for (var i = 0; i < symbols.Length; i++)
            (previous[i], next[i]) = (i - 1, i + 1 < symbols.Length ? i + 1 : -1);
        for (var i = 0; i + 1 < symbols.Length; i++)
            Offer(i, i + 1);
        while (queue.TryDequeue(out var pair, out _))
        {
            if (symbols[pair.Left] != pair.LeftSymbol || symbols[pair.Right] != pair.RightSymbol || next[pair.Left] != pair.Right)
                continue; // One of the two has merged with something else since.
            symbols[pair.Left] = _merges[(pair.LeftSymbol, pair.RightSymbol)].Merged;
            symbols[pair.Right] = -1;
            next[pair.Left] = next[pair.Right];
            if (next[pair.Right] >= 0)
                previous[next[pair.Right]] = pair.Left;
            Offer(previous[pair.Left], pair.Left);
            Offer(pair.Left, next[pair.Left]);
        }

        return symbols;

        void Offer(int left, int right)
        {
            if (left >= 0 && right >= 0 && _merges.TryGetValue((symbols[left], symbols[right]), out var merge))
                queue.Enqueue((left, right, symbols[left], symbols[right]), (merge.Rank, left));
        }
    }
}
