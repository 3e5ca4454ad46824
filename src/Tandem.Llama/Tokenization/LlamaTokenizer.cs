using Tandem.Llama.Gguf;

namespace Tandem.Llama.Tokenization;

/// <summary>The tokenizer of a model file: SentencePiece or byte-level BPE, with the file's own vocabulary.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class LlamaTokenizer
{
    private readonly Vocabulary _vocabulary;
    private readonly ITextEncoder _encoder;
    private readonly (string Text, int Id)[] _specials;
    private readonly bool _addsBeginning;
    private readonly byte[]?[] _bytes;

    internal LlamaTokenizer(GgufMetadata metadata)
    {
        _vocabulary = new Vocabulary(metadata);
        Special = new SpecialTokens(_vocabulary, metadata);
        var kind = metadata.Text("tokenizer.ggml.model");
        _encoder = kind switch
        {
            "llama" => new SentencePieceEncoder(_vocabulary, metadata),
            "gpt2" => new BytePairEncoder(_vocabulary, metadata),
            _ => throw ModelFileException.Unsupported($"Tokenizer '{kind}' is not supported; SentencePiece ('llama') and byte-level BPE ('gpt2') are."),
        };
        var beginsByDefault = kind == "llama" || metadata.Text("tokenizer.ggml.pre") is "llama-bpe" or "llama3" or "llama-v3" or "tekken";
        _addsBeginning = Special.Beginning is not null && (metadata.Flag("tokenizer.ggml.add_bos_token") ?? beginsByDefault);
        _bytes = new byte[]?[_vocabulary.Count];
        _specials = [.. Enumerable.Range(0, _vocabulary.Count)
            .Where(id => _vocabulary.Kind(id) is TokenKind.Control or TokenKind.UserDefined or TokenKind.Unknown && _vocabulary.Text(id).Length > 0)
            .Select(id => (_vocabulary.Text(id), id))
            .OrderByDescending(special => special.Item1.Length)];
    }

    internal SpecialTokens Special { get; }

    public int VocabularySize => _vocabulary.Count;

    /// <summary>Whether the file names the three tokens of a fill-in-the-middle prompt.</summary>
    public bool CanFillInTheMiddle => Special is { FillPrefix: not null, FillSuffix: not null, FillMiddle: not null };

    /// <summary>Tokens of <paramref name="text"/>.</summary>
    /// <param name="text">Any text; lone surrogates become U+FFFD.</param>
    /// <param name="addBeginning">Put the beginning-of-sequence token first where the model was trained so.</param>
    /// <param name="parseControl">Read control tokens written in the text, as templates write them. Off for text that comes from people.</param>
    public IReadOnlyList<int> Encode(string text, bool addBeginning = true, bool parseControl = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        var output = new List<int>(text.Length / 3 + 1);
        if (addBeginning && _addsBeginning)
            output.Add(Special.Beginning!.Value);
        Encode(text, parseControl, output);
        return output;
    }

    /// <summary>Appends tokens of a piece of a prompt. Nothing is put before it, except SentencePiece's space where <paramref name="startsSegment"/>.</summary>
    internal void Encode(string text, bool parseControl, List<int> output, bool startsSegment = true)
    {
        var start = 0;
        foreach (var (at, length, id) in SpecialsIn(text, parseControl))
        {
            _encoder.Encode(text.AsSpan(start, at - start), startsSegment, output);
            output.Add(id);
            startsSegment = true;
            start = at + length;
        }

        _encoder.Encode(text.AsSpan(start), startsSegment, output);
    }

    /// <summary>The bytes that a token adds to the text: none for control tokens, nor for ids past the vocabulary that only pad the weights.</summary>
    public ReadOnlySpan<byte> BytesOf(int id)
    {
        if ((uint)id >= (uint)_bytes.Length)
            return [];
        return _bytes[id] ??= _vocabulary.Kind(id) switch
        {
            TokenKind.Control or TokenKind.Unknown => [],
            TokenKind.UserDefined => System.Text.Encoding.UTF8.GetBytes(_vocabulary.Text(id)),
            _ => _encoder.Decode(id),
        };
    }

    /// <summary>The text of tokens; bytes that are no UTF-8 become U+FFFD.</summary>
    public string Decode(IEnumerable<int> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var bytes = new List<byte>();
        foreach (var token in tokens)
            bytes.AddRange(BytesOf(token));
        return System.Text.Encoding.UTF8.GetString([.. bytes]);
    }

    internal string TextOf(int id) => _vocabulary.Text(id);

    internal TokenKind KindOf(int id) => _vocabulary.Kind(id);

    internal int Find(string text) => _vocabulary.Find(text);

    /// <summary>Where special tokens stand in the text; longer ones win over shorter ones, earlier over later.</summary>
    private List<(int At, int Length, int Id)> SpecialsIn(string text, bool parseControl)
    {
        var found = new List<(int At, int Length, int Id)>();
        foreach (var (special, id) in _specials)
        {
            if (!parseControl && _vocabulary.Kind(id) != TokenKind.UserDefined)
                continue;
            for (var at = text.IndexOf(special, StringComparison.Ordinal); at >= 0;)
            {
                var free = !found.Exists(other => at < other.At + other.Length && other.At < at + special.Length);
                if (free)
                    found.Add((at, special.Length, id));
                at = text.IndexOf(special, free ? at + special.Length : at + 1, StringComparison.Ordinal);
            }
        }

        found.Sort();
        return found;
    }
}
