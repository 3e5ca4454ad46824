namespace Tandem.Routing.Learning;

/// <summary>What the router makes of a prompt, before any model is named.</summary>
/// <param name="Row">Features of the boosted trees.</param>
/// <param name="Words">The prompt's n-grams, as the vocabulary knows them.</param>
/// <param name="Novelty">0 = a text of a kind that training knew, 1 = nothing like it.</param>
/// <param name="Domains">Probabilities of domains; empty where training had none.</param>
internal sealed record QueryReading(float[] Row, SparseVector Words, ScoreCurve Curve, double Novelty, IReadOnlyDictionary<string, float> Domains)
{
    // Domains this unlikely are not looked up: it is done once for every model.
    private const float LeastShare = 0.05f;

    private float[]? _corrections;

    public static readonly IReadOnlyDictionary<string, float> NoDomains = new Dictionary<string, float>();

    /// <summary>Corrections of single models by the prompt's words; worked out when one is first asked for, since most pools have no such model.</summary>
    public float[] CorrectionsBy(LinearHeads heads) => _corrections ??= heads.Evaluate(Words);

    /// <summary>A model's ability for this prompt: its skills by the prompt's domains.</summary>
    public double AbilityOf(IReadOnlyDictionary<string, float> skills, float overall)
    {
        if (Domains.Count == 0 || skills.Count == 0)
            return overall;
        var sum = 0.0;
        var total = 0.0;
        foreach (var (domain, share) in Domains)
        {
            if (share < LeastShare)
                continue;
            sum += share * (skills.TryGetValue(domain, out var skill) ? skill : overall);
            total += share;
        }

        return total > 0 ? sum / total : overall;
    }
}
