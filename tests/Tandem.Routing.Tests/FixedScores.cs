using Tandem.Routing.Estimation;

namespace Tandem.Routing.Tests;

/// <summary>Scores by model name, for tests of what is decided from them.</summary>
internal sealed class FixedScores(params (string Model, double Score)[] scores) : IScoreEstimator
{
    public string Version => "fixed";

    public IReadOnlyList<ScoreEstimate> Estimate(RouteQuery query, IReadOnlyList<ModelProfile> models) =>
        [.. models.Select(model => scores.First(score => score.Model == model.Name).Score).Select(score => new ScoreEstimate(score, score, score))];
}
