using Tandem.Routing.Features;
using Tandem.Routing.Learning;

namespace Tandem.Routing.Estimation;

/// <summary>Estimates by a router learned from recorded outcomes of real models (models/router/CARD.md).</summary>
public sealed class LearnedEstimator : IScoreEstimator
{
    private readonly RecentTexts<PromptCircumstances, KnownEstimates> _recent = new();
    private readonly Lazy<TrainedRouter> _router;

    /// <summary>With the shipped router, which is loaded when it is first asked.</summary>
    public LearnedEstimator() => _router = new Lazy<TrainedRouter>(() => TrainedRouter.Shipped);

    public LearnedEstimator(TrainedRouter router) => _router = new Lazy<TrainedRouter>(router);

    public string Version => _router.Value.Version;

    public IReadOnlyList<ScoreEstimate> Estimate(RouteQuery query, IReadOnlyList<ModelProfile> models)
    {
        var circumstances = CircumstancesOf(query);
        var known = _recent.Get(query.Text, circumstances, static (_, _) => new KnownEstimates());
        PromptReading? reading = null;
        var estimates = new ScoreEstimate[models.Count];
        for (var place = 0; place < estimates.Length; place++)
        {
            if (known.TryFind(models[place], out estimates[place])) continue;
            estimates[place] = (reading ??= _router.Value.Read(query.Text, circumstances)).Estimate(models[place]);
            known.Add(models[place], estimates[place]);
        }

        return estimates;
    }

    private static PromptCircumstances CircumstancesOf(RouteQuery query)
    {
        var repository = query.Repository;
        var demand = 0.15 * Math.Min(repository.FilesTouched, 8) + 0.15 * Math.Min(repository.FailingTests, 5)
            + 1.2 * Math.Min(repository.FailedAttempts, 3) // Shown, not guessed: it was tried and failed.
            + 0.2 * Math.Clamp(Math.Log2(1 + query.InputBytes / 20_000.0), 0, 4);
        return new PromptCircumstances(demand + DemandOf(query.Task), NoveltyOf(query.Task));
    }

    private static double DemandOf(TaskKind task) => task switch
    {
        TaskKind.CommitMessage or TaskKind.Summarise or TaskKind.Completion or TaskKind.Translate => -0.8,
        TaskKind.Review or TaskKind.Plan => 0.5,
        TaskKind.Fix => 0.3,
        _ => 0,
    };

    /// <summary>Training sources hold questions and functions to write; work on a repository is another thing, however alike the words.</summary>
    private static double NoveltyOf(TaskKind task) => task switch
    {
        TaskKind.Chat or TaskKind.Explain => 0.9,
        TaskKind.CodeGeneration => 0.9,
        _ => 1,
    };
}
