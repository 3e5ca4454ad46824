using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tandem.Llama.Grammars;
using Tandem.Llama.Inference;
using Tandem.Llama.Sampling;

namespace Tandem.Llama;

/// <summary>One conversation: its tokens, and their keys and values, which the next prompt reuses as far as it begins alike.</summary>
/// <remarks>One generation at a time. After cancellation or an error it can be used again; what was computed until then stays cached.</remarks>
public sealed class LlamaSession : IDisposable
{
    private readonly LlamaModel _model;
    private readonly KeyValueCache _cache;
    private readonly float[] _logits;
    private readonly List<int> _tokens = [];
    private int _busy;

    internal LlamaSession(LlamaModel model, KeyValueCache cache)
    {
        (_model, _cache) = (model, cache);
        _logits = new float[model.VocabularySize];
    }

    /// <summary>Tokens whose keys and values are cached.</summary>
    public IReadOnlyList<int> CachedTokens => _tokens;

    /// <summary>Generates an answer to a prompt, which is the whole conversation so far.</summary>
    /// <exception cref="ContextOverflowException">The prompt leaves no room for an answer. Nothing is dropped to make it fit.</exception>
    /// <exception cref="InvalidOperationException">The session is generating already.</exception>
    public async IAsyncEnumerable<GenerationUpdate> GenerateAsync(
        IReadOnlyList<int> prompt, GenerationOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        options ??= new GenerationOptions();
        CheckPrompt(prompt);
        if (Interlocked.Exchange(ref _busy, 1) == 1)
            throw new InvalidOperationException("The session is generating already; use one session for each conversation.");
        try
        {
            var cached = KeepCommonPrefix(prompt);
            await ComputeAsync([.. prompt.Skip(cached)], cancellationToken);
            await foreach (var update in AnswerAsync(prompt.Count, cached, options, cancellationToken))
                yield return update;
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    /// <summary>Logits after the last token of <paramref name="prompt"/>: one per token of the vocabulary.</summary>
    public async Task<float[]> ComputeLogitsAsync(IReadOnlyList<int> prompt, CancellationToken cancellationToken = default)
    {
        CheckPrompt(prompt);
        var cached = KeepCommonPrefix(prompt);
        await ComputeAsync([.. prompt.Skip(cached)], cancellationToken);
        return [.. _logits];
    }

    private async IAsyncEnumerable<GenerationUpdate> AnswerAsync(
        int promptTokens, int cached, GenerationOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sampler = new TokenSampler(options.Sampling);
        var text = new TextAssembler(options.StopStrings);
        var constraint = options.Grammar is null
            ? null
            : new GrammarConstraint(
                _model.Tokenizer, _model.Tokenizer.Sorted, options.Grammar, System.Text.Encoding.UTF8.GetBytes(options.GrammarTrigger));
        var confidence = _model.Calibration is { } calibration && constraint is null && options.Sampling is { Temperature: <= 0, RepetitionPenalty: 1 }
            ? new AnswerConfidence(calibration)
            : null;
        var most = Math.Min(options.MaxTokens ?? int.MaxValue, _cache.ContextTokens - promptTokens);
        var generated = 0;
        var finish = GenerationFinish.Length;
        while (generated < most)
        {
            confidence?.Add(_logits);
            var token = NextToken(sampler, constraint);
            if (token is null)
            {
                finish = GenerationFinish.EndToken;
                break;
            }

            generated++;
            var piece = text.Add(_model.Tokenizer.BytesOf(token.Value));
            confidence?.Add(piece);
            if (piece.Length > 0)
                yield return new GenerationUpdate(piece, null, new GenerationUsage(promptTokens, cached, generated));
            if (text.Stopped)
            {
                finish = GenerationFinish.StopString;
                break;
            }

            if (generated < most)
                await ComputeAsync([token.Value], cancellationToken);
        }

        var rest = text.Flush();
        confidence?.Add(rest);
        yield return new GenerationUpdate(rest, finish, new GenerationUsage(promptTokens, cached, generated)) { PSuccess = confidence?.PSuccess };
    }

    /// <summary>Samples a token that the grammar allows; null where the answer ends.</summary>
    private int? NextToken(TokenSampler sampler, GrammarConstraint? constraint)
    {
        var ends = _model.Tokenizer.Special;
        if (constraint is { MustEnd: true })
            return null;
        sampler.Penalize(_logits, CollectionsMarshal.AsSpan(_tokens));
        var token = sampler.Sample(_logits);
        if (constraint is null)
            return ends.IsEnd(token) ? null : token;
        if (!(ends.IsEnd(token) ? constraint.MayEnd : constraint.Allows(token)))
        {
            // Drawing again among the allowed gives the same distribution as masking first, and is rarely needed.
            var kept = constraint.MayEnd ? ends.Ends.Select(id => (Id: id, Logit: _logits[id])).ToArray() : [];
            constraint.Mask(_logits);
            foreach (var (id, logit) in kept)
                _logits[id] = logit;
            if (Array.TrueForAll(_logits, float.IsNegativeInfinity))
                throw new GrammarException("No token of the model's vocabulary continues the grammar here.");
            token = sampler.Sample(_logits);
        }

        if (ends.IsEnd(token))
            return null;
        constraint.Accept(token);
        return token;
    }

    private Task ComputeAsync(int[] tokens, CancellationToken cancellationToken)
    {
        var done = 0;
        return _model.ComputeAsync(
            tokens,
            _tokens.Count,
            _cache,
            _logits,
            count =>
            {
                _tokens.AddRange(tokens.AsSpan(done, count)); // Only what was computed whole counts as cached.
                done += count;
            },
            cancellationToken);
    }

    private void CheckPrompt(IReadOnlyList<int> prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        if (prompt.Count == 0)
            throw new ArgumentException("A prompt holds at least one token.", nameof(prompt));
        if (prompt.Count >= _cache.ContextTokens)
            throw new ContextOverflowException(prompt.Count + 1, _cache.ContextTokens);
        foreach (var token in prompt)
        {
            if ((uint)token >= (uint)_model.VocabularySize)
                throw new ArgumentException($"Token {token} is not in the vocabulary of {_model.VocabularySize}.", nameof(prompt));
        }
    }

    /// <summary>Forgets what differs from the prompt. The prompt's last token is computed anew always, for its logits.</summary>
    private int KeepCommonPrefix(IReadOnlyList<int> prompt)
    {
        var common = 0;
        while (common < prompt.Count - 1 && common < _tokens.Count && _tokens[common] == prompt[common])
            common++;
        _tokens.RemoveRange(common, _tokens.Count - common);
        return common;
    }

    public void Dispose() => _cache.Dispose();
}
