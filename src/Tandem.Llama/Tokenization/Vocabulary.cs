using Tandem.Llama.Gguf;

namespace Tandem.Llama.Tokenization;

/// <summary>The tokens of a model file, with their kinds and scores.</summary>
internal sealed class Vocabulary
{
    private readonly string[] _texts;
    private readonly TokenKind[] _kinds;
    private readonly float[] _scores;
    private readonly Dictionary<string, int> _ids;

    public Vocabulary(GgufMetadata metadata)
    {
        _texts = metadata.Texts("tokenizer.ggml.tokens")
            ?? throw ModelFileException.Corrupt("The file holds no vocabulary ('tokenizer.ggml.tokens').");
        var kinds = metadata.Wholes("tokenizer.ggml.token_type");
        var scores = metadata.Numbers("tokenizer.ggml.scores");
        if (_texts.Length == 0 || (kinds is not null && kinds.Length != _texts.Length) || (scores is not null && scores.Length != _texts.Length))
            throw ModelFileException.Corrupt("The vocabulary's tokens, kinds and scores differ in number.");

        _kinds = kinds is null ? [.. Enumerable.Repeat(TokenKind.Normal, _texts.Length)] : Array.ConvertAll(kinds, kind => (TokenKind)kind);
        _scores = scores is null ? new float[_texts.Length] : Array.ConvertAll(scores, score => (float)score);
        _ids = new Dictionary<string, int>(_texts.Length, StringComparer.Ordinal);
        for (var id = 0; id < _texts.Length; id++)
            _ids.TryAdd(_texts[id], id);
    }

    public int Count => _texts.Length;

    public string Text(int id) => _texts[id];

    public TokenKind Kind(int id) => _kinds[id];

    public float Score(int id) => _scores[id];

    /// <summary>The id of a token's exact text, or −1.</summary>
    public int Find(string text) => _ids.GetValueOrDefault(text, -1);

    public int Find(ReadOnlySpan<char> text) =>
        _ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var id) ? id : -1;
}
