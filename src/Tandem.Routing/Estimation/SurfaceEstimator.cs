using Tandem.Routing.Features;

namespace Tandem.Routing.Estimation;

/// <summary>A transparent estimate without training data: the query's apparent difficulty against the model's apparent strength.</summary>
/// <remarks>
/// P = logistic(Steepness × (ability − difficulty)), a one-parameter item response model (Rasch 1960). Its interval is wide and says so.
/// Ability is the configured capability where there is one, else read from size and price (<see cref="SurfaceAbility"/>).
/// </remarks>
public sealed class SurfaceEstimator : IScoreEstimator
{
    private const double Steepness = 6;
    private const double HalfWidth = 0.15;

    public string Version => "surface-1";

    public IReadOnlyList<ScoreEstimate> Estimate(RouteQuery query, IReadOnlyList<ModelProfile> models)
    {
        var difficulty = SurfaceDifficulty.Of(query);
        var estimates = new ScoreEstimate[models.Count];
        for (var place = 0; place < estimates.Length; place++)
        {
            var expected = 1 / (1 + Math.Exp(-Steepness * (SurfaceAbility.Of(models[place], query.Task) - difficulty)));
            estimates[place] = new(expected, Math.Max(0, expected - HalfWidth), Math.Min(1, expected + HalfWidth));
        }

        return estimates;
    }
}
