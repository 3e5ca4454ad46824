using Tandem.Routing.Evaluation;

namespace Tandem.Routing.Lab;

/// <summary>A router's choice among all models of a source: the highest expected score.</summary>
/// <param name="Quality">Mean recorded score of what was chosen.</param>
/// <param name="BestSingle">The best single model's.</param>
/// <param name="Oracle">Mean of each query's best: contains luck where each model answered once.</param>
/// <param name="Aiq">Over the pool's recorded costs; null where costs are not recorded.</param>
public sealed record PoolResult(int Models, BootstrapInterval Quality, string BestModel, double BestSingle, double Oracle, double? Aiq)
{
    /// <summary>Share of the gap best single → oracle that is closed.</summary>
    public double GapClosed => Oracle > BestSingle ? (Quality.Value - BestSingle) / (Oracle - BestSingle) : double.NaN;
}
