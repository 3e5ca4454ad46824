namespace Tandem.Routing.Estimation;

/// <summary>Predicts how well each model would answer a query, before any answer exists.</summary>
/// <remarks>Pure and safe for concurrent use: the same query and models give the same estimates.</remarks>
public interface IScoreEstimator
{
    /// <summary>What made the estimate, recorded with the decision: <c>surface-1</c>, <c>learned-2026-11</c>.</summary>
    string Version { get; }

    /// <summary>One estimate for each of <paramref name="models"/>, in their order.</summary>
    IReadOnlyList<ScoreEstimate> Estimate(RouteQuery query, IReadOnlyList<ModelProfile> models);
}
