using Tandem.Routing.Evaluation;

namespace Tandem.Routing.Lab;

/// <summary>What an evaluation found on one source.</summary>
/// <param name="Pair">Null where the source has no row with both models, or the strong one is not better there.</param>
/// <param name="CostAtShares">(share of strong calls, mean USD, mean score); empty where costs are not recorded.</param>
public sealed record SourceResult(
    string Source, int Rows, string Weak, string Strong, PairMetrics? Pair, IReadOnlyList<(double StrongShare, double Usd, double Quality)> CostAtShares, PoolResult? Pool);
