using Tandem.Llama.Tokenization;

namespace Tandem.Llama.Grammars;

/// <summary>Holds a whole answer, or what follows a trigger text in it, to a grammar.</summary>
internal sealed class GrammarConstraint : ITokenConstraint
{
    private readonly LlamaTokenizer _tokenizer;
    private readonly SortedVocabulary _vocabulary;
    private readonly GrammarMatcher _matcher;
    private readonly byte[] _trigger;
    private readonly List<byte> _free = [];
    private GrammarState? _state;

    /// <param name="tokenizer">Gives the tokens' bytes.</param>
    /// <param name="vocabulary">The same tokens, sorted.</param>
    /// <param name="grammar">What must follow.</param>
    /// <param name="trigger">Text after which the grammar holds; empty: from the start.</param>
    public GrammarConstraint(LlamaTokenizer tokenizer, SortedVocabulary vocabulary, Grammar grammar, ReadOnlySpan<byte> trigger)
    {
        (_tokenizer, _vocabulary, _matcher, _trigger) = (tokenizer, vocabulary, new GrammarMatcher(grammar), trigger.ToArray());
        _state = trigger.IsEmpty ? _matcher.Start : null;
    }

    public bool MayEnd => _state is null || _state.IsComplete;

    public bool MustEnd => _state is { IsComplete: true, IsFinal: true };

    public bool Allows(int token)
    {
        var bytes = _tokenizer.BytesOf(token);
        if (_state is not null)
            return !bytes.IsEmpty && _matcher.Step(_state, bytes) != _matcher.Dead;
        var after = AfterTrigger(bytes);
        return after < 0 || _matcher.Step(_matcher.Start, bytes[after..]) != _matcher.Dead;
    }

    public void Mask(Span<float> logits)
    {
        if (_state is null)
        {
            // Only a token that ends the trigger and runs on can be wrong here; there are few, and this is reached only after one was drawn.
            for (var token = 0; token < logits.Length; token++)
            {
                if (!Allows(token))
                    logits[token] = float.NegativeInfinity;
            }

            return;
        }

        var allowed = _vocabulary.Allowed(_matcher, _state);
        for (var token = 0; token < logits.Length; token++)
        {
            if (token >> 6 >= allowed.Length || (allowed[token >> 6] >> (token & 63) & 1) == 0)
                logits[token] = float.NegativeInfinity;
        }
    }

    public void Accept(int token)
    {
        var bytes = _tokenizer.BytesOf(token);
        if (_state is not null)
        {
            _state = _matcher.Step(_state, bytes);
            return;
        }

        var after = AfterTrigger(bytes);
        if (after >= 0)
            _state = _matcher.Step(_matcher.Start, bytes[after..]);
        _free.AddRange(bytes);
        if (_free.Count > 2 * _trigger.Length + 256)
            _free.RemoveRange(0, _free.Count - _trigger.Length);
    }

    /// <summary>Where in <paramref name="bytes"/> the text after the trigger begins, or −1 where they do not complete one.</summary>
    private int AfterTrigger(ReadOnlySpan<byte> bytes)
    {
        var tail = Math.Min(_free.Count, _trigger.Length - 1);
        Span<byte> joined = new byte[tail + bytes.Length];
        for (var i = 0; i < tail; i++)
            joined[i] = _free[_free.Count - tail + i];
        bytes.CopyTo(joined[tail..]);
        var at = joined.IndexOf(_trigger);
        return at < 0 ? -1 : at + _trigger.Length - tail;
    }
}
