using Tandem.Llama.Gguf;
using Tandem.Llama.Templates;

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

    private readonly Lazy<Grammars.SortedVocabulary> _sorted;

    internal LlamaTokenizer(GgufMetadata metadata)
    {
        _sorted = new(() => new Grammars.SortedVocabulary(this));
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

    /// <summary>For grammars; made when the first one is used.</summary>
    internal Grammars.SortedVocabulary Sorted => _sorted.Value;

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
        EncodeParts(text, (_, _) => parseControl, output);
        return output;
    }

    /// <summary>Tokens of a conversation. Control tokens count only where the template wrote them.</summary>
    internal IReadOnlyList<int> Encode(RenderedPrompt prompt)
    {
        var output = new List<int>();
        if (_addsBeginning)
            output.Add(Special.Beginning!.Value);
        EncodeParts(prompt.Text, (at, length) => !prompt.TouchesContent(at, length), output);
        return output;
    }

    /// <summary>The prompt of a fill-in-the-middle model: what the model then writes belongs between the two texts.</summary>
    /// <exception cref="NotSupportedException">The model was not trained for it; see <see cref="CanFillInTheMiddle"/>.</exception>
    public IReadOnlyList<int> EncodeFillInTheMiddle(string prefix, string suffix)
    {
        if (!CanFillInTheMiddle)
            throw new NotSupportedException("The model file names no fill-in-the-middle tokens; take a code model such as Qwen2.5-Coder.");
        var output = new List<int>();
        if (_addsBeginning)
            output.Add(Special.Beginning!.Value);
        output.Add(Special.FillPrefix!.Value);
        _encoder.Encode(prefix, startsSegment: false, output);
        output.Add(Special.FillSuffix!.Value);
        _encoder.Encode(suffix, startsSegment: false, output);
        output.Add(Special.FillMiddle!.Value);
        return output;
    }

    private void EncodeParts(string text, Func<int, int, bool> mayBeControl, List<int> output)
    {
        var start = 0;
        var startsSegment = true;
        foreach (var (at, length, id) in SpecialsIn(text, mayBeControl))
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
    private List<(int At, int Length, int Id)> SpecialsIn(string text, Func<int, int, bool> mayBeControl)
    {
        var found = new List<(int At, int Length, int Id)>();
        foreach (var (special, id) in _specials)
        {
            for (var at = text.IndexOf(special, StringComparison.Ordinal); at >= 0;)
            {
                var free = (_vocabulary.Kind(id) == TokenKind.UserDefined || mayBeControl(at, special.Length)) && !found.Exists(other => at < other.At + other.Length && other.At < at + special.Length);
                if (free)
                    found.Add((at, special.Length, id));
                at = text.IndexOf(special, free ? at + special.Length : at + 1, StringComparison.Ordinal);
            }
        }

        found.Sort();
        return found;
    }
}
