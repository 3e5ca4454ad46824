using System.Numerics.Tensors;

namespace Tandem.Llama.Sampling;

/// <summary>Chooses tokens from logits: repetition penalty, top-k, top-p, min-p, then temperature.</summary>
internal sealed class TokenSampler(SamplingOptions options)
{
    // Below e^−30 of the likeliest a token is never drawn; leaving those out keeps the sort short.
    private const float NegligibleLogit = 30;
    private readonly Random _random = new(options.Seed);
    private readonly List<(float Logit, int Id)> _candidates = [];

    /// <summary>Makes recent tokens less likely, once for each step.</summary>
    public void Penalize(Span<float> logits, ReadOnlySpan<int> recent)
    {
        if (options.RepetitionPenalty == 1)
            return;
        foreach (var id in recent[Math.Max(0, recent.Length - options.RepetitionWindow)..].ToArray().Distinct())
            logits[id] = logits[id] > 0 ? logits[id] / options.RepetitionPenalty : logits[id] * options.RepetitionPenalty;
    }

    /// <summary>The next token. <paramref name="logits"/> has one entry per token of the vocabulary; negative infinity excludes.</summary>
    /// <exception cref="ModelFileException">The logits are no numbers: the weights are damaged.</exception>
    public int Sample(ReadOnlySpan<float> logits)
    {
        var best = TensorPrimitives.IndexOfMax(logits);
        if (!float.IsFinite(logits[best]))
            throw ModelFileException.Corrupt("The model computes no numbers: its weights hold NaN or infinity.");
        if (options.Temperature <= 0 || options.TopK == 1)
            return best;
        CollectCandidates(logits, logits[best]);
        KeepProbable();
        return Draw();
    }

    private void CollectCandidates(ReadOnlySpan<float> logits, float highest)
    {
        _candidates.Clear();
        var cut = highest - NegligibleLogit * Math.Max(1, options.Temperature);
        for (var id = 0; id < logits.Length; id++)
        {
            if (logits[id] >= cut)
                _candidates.Add((logits[id], id));
        }

        _candidates.Sort(static (a, b) => b.Logit != a.Logit ? b.Logit.CompareTo(a.Logit) : a.Id.CompareTo(b.Id));
        if (options.TopK > 0 && _candidates.Count > options.TopK)
            _candidates.RemoveRange(options.TopK, _candidates.Count - options.TopK);
    }

    private void KeepProbable()
    {
        var highest = _candidates[0].Logit;
        var total = _candidates.Sum(candidate => Math.Exp(candidate.Logit - highest));
        double reached = 0;
        var keep = 0;
        while (keep < _candidates.Count && (keep == 0 || reached < options.TopP * total))
        {
            var weight = Math.Exp(_candidates[keep].Logit - highest);
            if (keep > 0 && weight < options.MinP)
                break;
            reached += weight;
            keep++;
        }

        _candidates.RemoveRange(keep, _candidates.Count - keep);
    }

    private int Draw()
    {
        var highest = _candidates[0].Logit;
        double Weight(float logit) => Math.Exp((logit - highest) / options.Temperature);
        var point = _random.NextDouble() * _candidates.Sum(candidate => Weight(candidate.Logit));
        foreach (var (logit, id) in _candidates)
        {
            point -= Weight(logit);
            if (point < 0)
                return id;
        }

        return _candidates[^1].Id;
    }
}
