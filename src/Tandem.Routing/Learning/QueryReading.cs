namespace Tandem.Routing.Learning;

/// <summary>What the router makes of a prompt, before any model is named.</summary>
/// <param name="Row">Features of the boosted trees.</param>
/// <param name="Words">The prompt's n-grams, as the vocabulary knows them.</param>
/// <param name="Learned">Curve of the boosted trees.</param>
/// <param name="Demand">Curve of fixed demand.</param>
/// <param name="LeastNovelty">In [0, 1], by what is known beside the text.</param>
/// <param name="Distances">To each training source (<see cref="SourceProfile.Distance"/>).</param>
/// <param name="Domains">Probabilities of domains; empty where training had none.</param>
internal sealed record QueryReading(float[] Row, SparseVector Words, ScoreCurve Learned, ScoreCurve Demand, double LeastNovelty, float[] Distances, IReadOnlyDictionary<string, float> Domains)
{
    // Domains this unlikely are not looked up: it is done once for every model.
    private const float LeastShare = 0.05f;

    // Texts up to the first distance are trusted to the learned part, those from the second on are not.
    private const double NearTo = 0.85, FarFrom = 1.1;

    // How much further than the nearest source of all a model's own sources may lie: up to the first its outcomes count, from the second on not.
    private const double LeastDetour = 0.1, MostDetour = 0.35;

    private readonly float _nearest = Distances.Length == 0 ? float.MaxValue : Distances.Min();

    private float[]? _corrections;

    public static readonly IReadOnlyDictionary<string, float> NoDomains = new Dictionary<string, float>();

    /// <summary>0 = a text of a kind that training knew, 1 = nothing like it.</summary>
    public double Novelty => Math.Max(LeastNovelty, Math.Clamp((_nearest - NearTo) / (FarFrom - NearTo), 0, 1));

    /// <summary>The same for a model that only these sources hold: also 1 where another source is much nearer, since that is what the text is of.</summary>
    public double NoveltyFor(int[] sources)
    {
        var own = float.MaxValue;
        foreach (var source in sources)
            own = Math.Min(own, Distances[source]);
        return Math.Max(Novelty, Math.Clamp((own - _nearest - LeastDetour) / (MostDetour - LeastDetour), 0, 1));
    }

    /// <summary>Corrections of single models by the prompt's words; worked out when one is first asked for, since most pools have no such model.</summary>
    public float[] CorrectionsBy(LinearHeads heads) => _corrections ??= heads.Evaluate(Words);

    /// <summary>A model's ability for this prompt: its skills by the prompt's domains.</summary>
    public double AbilityOf(IReadOnlyDictionary<string, float> skills, float overall) => AbilityOf(Domains, skills, overall);

    public static double AbilityOf(IReadOnlyDictionary<string, float> domains, IReadOnlyDictionary<string, float> skills, float overall)
    {
        if (domains.Count == 0 || skills.Count == 0)
            return overall;
        var sum = 0.0;
        var total = 0.0;
        foreach (var (domain, share) in domains)
        {
            if (share < LeastShare)
                continue;
            sum += share * (skills.TryGetValue(domain, out var skill) ? skill : overall);
            total += share;
        }

        return total > 0 ? sum / total : overall;
    }
}
