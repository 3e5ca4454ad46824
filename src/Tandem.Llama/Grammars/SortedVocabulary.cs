using Tandem.Llama.Tokenization;

namespace Tandem.Llama.Grammars;

/// <summary>The bytes of all tokens in order, so that tokens which begin alike are followed through a grammar together.</summary>
internal sealed class SortedVocabulary
{
    private readonly byte[][] _bytes;
    private readonly int[] _ids;
    private readonly int[] _shared; // Bytes that a token has in common with the one before it.
    private readonly int _words;

    public SortedVocabulary(LlamaTokenizer tokenizer)
    {
        var tokens = Enumerable.Range(0, tokenizer.VocabularySize)
            .Select(id => (Id: id, Bytes: tokenizer.BytesOf(id).ToArray()))
            .Where(token => token.Bytes.Length > 0)
            .ToArray();
        Array.Sort(tokens, static (a, b) => a.Bytes.AsSpan().SequenceCompareTo(b.Bytes));
        _bytes = Array.ConvertAll(tokens, token => token.Bytes);
        _ids = Array.ConvertAll(tokens, token => token.Id);
        _shared = new int[tokens.Length];
        for (var i = 1; i < tokens.Length; i++)
            _shared[i] = _bytes[i].AsSpan().CommonPrefixLength(_bytes[i - 1]);
        _words = (tokenizer.VocabularySize + 63) / 64;
    }

    /// <summary>One bit per token: whether all its bytes may follow.</summary>
    public ulong[] Allowed(GrammarMatcher matcher, GrammarState state)
    {
        if (state.AllowedTokens is { } known)
            return known;
        var allowed = new ulong[_words];
        var path = new List<GrammarState> { state }; // path[n]: after n bytes of the current token.
        for (var i = 0; i < _bytes.Length; i++)
        {
            var kept = Math.Min(path.Count - 1, _shared[i]);
            path.RemoveRange(kept + 1, path.Count - kept - 1);
            var bytes = _bytes[i];
            while (path.Count <= bytes.Length && path[^1] != matcher.Dead)
                path.Add(matcher.Step(path[^1], bytes[path.Count - 1]));
            if (path[^1] != matcher.Dead)
                allowed[_ids[i] >> 6] |= 1UL << (_ids[i] & 63);
        }

        return state.AllowedTokens = allowed;
    }
}
