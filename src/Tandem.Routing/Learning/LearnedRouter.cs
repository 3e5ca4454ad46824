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

    /// <summary>
    /// Weight of fixed demand in the gain where a model has no outcomes on texts of this kind, and where no model has. Chosen on training rows, one
    /// family of sources left out at a time (docs/results/routing.md).
    /// </summary>
    public const double NovelModelShare = 0.75, NovelTextShare = 0.6;

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

        var distances = new float[Sources.Count];
        for (var s = 0; s < distances.Length; s++)
            distances[s] = Sources[s].Distance(features.Surface);
        var demand = TaskDemand.Of(features.Surface);
        return new QueryReading(
            row,
            sparse,
            ScoreCurve.Of(Middle.Evaluate(row), Gain.Evaluate(row)),
            ScoreCurve.OfDemand(demand with { Level = demand.Level + circumstances.ExtraDemand }),
            circumstances.LeastNovelty,
            distances,
            DomainsOf(posteriors));
    }

    /// <summary>Calibrated expected score of a model that training knew.</summary>
    public double Score(QueryReading reading, ModelHead model)
    {
        var novelty = reading.NoveltyFor(model.Sources);
        var score = CurveOf(reading, novelty).At(reading.AbilityOf(model.Skills, model.Overall));
        if (novelty < 1)
        {
            var correction = model.Words >= 0 ? reading.CorrectionsBy(Words)[model.Words] : 0;
            score += (1 - novelty) * (correction + (model.Residual?.Evaluate(reading.Row) ?? 0));
        }

        return Calibrate(score);
    }

    /// <summary>Calibrated expected score at an ability from elsewhere.</summary>
    public double Score(QueryReading reading, IReadOnlyDictionary<string, float> skills, float overall) =>
        Calibrate(CurveOf(reading, novelty: 1).At(reading.AbilityOf(skills, overall)));

    /// <summary>
    /// The curve that a model is read off. All models share its middle; how steep it is leans on fixed demand the more, the less the model's own
    /// outcomes on such texts are known: gains between other models, learned there, say little about this one's.
    /// </summary>
    /// <param name="novelty">Of the text against the sources that hold the model; 1 = a model that training never saw.</param>
    private ScoreCurve CurveOf(QueryReading reading, double novelty)
    {
        var known = Math.Max(DemandShare, reading.LeastNovelty);
        var middleShare = Towards(NovelTextShare, known, reading.Novelty);
        var gainShare = Towards(NovelTextShare, Towards(NovelModelShare, known, novelty), reading.Novelty);
        return Blend(reading.Learned, reading.Demand, middleShare, gainShare);
    }

    private static double Towards(double share, double from, double novelty) => from + novelty * Math.Max(0, share - from);

    public double Calibrate(double score) =>
        ScoreCurve.Logistic(Calibration.Slope * ScoreCurve.Logit(ScoreCurve.Inside(score)) + Calibration.Intercept);

    /// <param name="middleShare">Weight of fixed demand in the middle.</param>
    /// <param name="gainShare">The same in the gain.</param>
    public static ScoreCurve Blend(ScoreCurve learned, ScoreCurve fixedDemand, double middleShare, double gainShare) => ScoreCurve.Of(
        learned.Middle + middleShare * (fixedDemand.Middle - learned.Middle),
        learned.Gain + gainShare * (fixedDemand.Gain - learned.Gain));

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
