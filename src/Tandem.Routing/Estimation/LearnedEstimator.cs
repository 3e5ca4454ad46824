using Tandem.Routing.Learning;

namespace Tandem.Routing.Estimation;

/// <summary>Estimates by a router learned from recorded outcomes of real models (models/router/CARD.md).</summary>
public sealed class LearnedEstimator(TrainedRouter router) : IScoreEstimator
{
    public string Version => router.Version;

    public IReadOnlyList<ScoreEstimate> Estimate(RouteQuery query, IReadOnlyList<ModelProfile> models)
    {
        var reading = router.Read(query.Text, CircumstancesOf(query));
        return [.. models.Select(reading.Estimate)];
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
