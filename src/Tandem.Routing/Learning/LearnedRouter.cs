using Tandem.Routing.Features;

namespace Tandem.Routing.Learning;

/// <summary>A trained router: from a prompt to a <see cref="QueryReading"/>, from that to each model's expected score. Immutable, safe for concurrent use.</summary>
internal sealed record LearnedRouter
{
    public required string Version { get; init; }

    public required NgramVocabulary Vocabulary { get; init; }

    /// <summary>Heads 0 and 1 are middle and gain; then the classes of <see cref="Topics"/>.</summary>
    public required LinearHeads Heads { get; init; }

    public required IReadOnlyList<TopicGroup> Topics { get; init; }

    public required IReadOnlyList<SourceProfile> Sources { get; init; }

    public required BoostedTrees Middle { get; init; }

    public required BoostedTrees Gain { get; init; }

    /// <summary>Corrections of single models by the prompt's words, already shrunk.</summary>
    public required LinearHeads Words { get; init; }

    public required IReadOnlyDictionary<string, ModelHead> Models { get; init; }

    /// <summary>Slope and intercept of the last calibration, on the logit of a score.</summary>
    public required (float Slope, float Intercept) Calibration { get; init; }

    /// <summary>Texts up to this distance are trusted to the learned part, those from <see cref="FarFrom"/> on are not.</summary>
    public const float NearTo = 0.85f, FarFrom = 1.1f;

    /// <summary>Weight of fixed demand against the learned curve on texts of known kind, in [0, 1].</summary>
    public required float DemandShare { get; init; }

    public QueryReading Read(PromptFeatures features, PromptCircumstances circumstances)
    {
        var sparse = Vocabulary.Vectorise(features);
        var heads = Heads.Evaluate(sparse);
        var posteriors = new float[Topics.Count][];
        var row = StageRow.New(features, sparse, Topics.Count);
        StageRow.PutHeads(row, heads);
        for (var t = 0; t < Topics.Count; t++)
        {
            posteriors[t] = Topics[t].Posterior(heads);
            StageRow.PutTopic(row, t, posteriors[t], Topics[t].Middles, Topics[t].Gains);
        }

        var distance = float.MaxValue;
        foreach (var source in Sources)
            distance = Math.Min(distance, source.Distance(features.Surface));
        var demand = TaskDemand.Of(features.Surface);
        var novelty = Math.Max(circumstances.LeastNovelty, Math.Clamp((distance - NearTo) / (FarFrom - NearTo), 0, 1));
        var curve = Blend(
            ScoreCurve.Of(Middle.Evaluate(row), Gain.Evaluate(row)),
            ScoreCurve.OfDemand(demand with { Level = demand.Level + circumstances.ExtraDemand }),
            novelty + (1 - novelty) * DemandShare);
        return new QueryReading(row, sparse, curve, novelty, DomainsOf(posteriors));
    }

    /// <summary>Calibrated expected score of a model that training knew.</summary>
    public double Score(QueryReading reading, ModelHead model)
    {
        var ability = reading.AbilityOf(model.Skills, model.Overall);
        var score = reading.Curve.At(ability);
        if (model.Words >= 0)
            score += (1 - reading.Novelty) * reading.CorrectionsBy(Words)[model.Words];
        if (model.Residual is not null)
            score += (1 - reading.Novelty) * model.Residual.Evaluate(reading.Row);
        return Calibrate(score);
    }

    /// <summary>Calibrated expected score at an ability from elsewhere.</summary>
    public double Score(QueryReading reading, IReadOnlyDictionary<string, float> skills, float overall) =>
        Calibrate(reading.Curve.At(reading.AbilityOf(skills, overall)));

    public double Calibrate(double score) =>
        ScoreCurve.Logistic(Calibration.Slope * ScoreCurve.Logit(ScoreCurve.Inside(score)) + Calibration.Intercept);

    public static ScoreCurve Blend(ScoreCurve learned, ScoreCurve fixedDemand, double shareOfFixed) => ScoreCurve.Of(
        learned.Middle + shareOfFixed * (fixedDemand.Middle - learned.Middle),
        learned.Gain + shareOfFixed * (fixedDemand.Gain - learned.Gain));

    private IReadOnlyDictionary<string, float> DomainsOf(float[][] posteriors)
    {
        for (var t = 0; t < Topics.Count; t++)
        {
            if (Topics[t].Key == "domain")
                return Topics[t].Classes.Zip(posteriors[t]).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        }

        return QueryReading.NoDomains;
    }
}
