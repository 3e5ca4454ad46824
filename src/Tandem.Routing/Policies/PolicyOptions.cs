namespace Tandem.Routing.Policies;

/// <summary>How to choose: one of the built-in policies, or an entry of <c>routing.policies</c>.</summary>
public sealed record PolicyOptions
{
    public required string Name { get; init; }

    /// <summary>Models it may choose from; null = all of the configuration.</summary>
    public IReadOnlyList<string>? Pool { get; init; }

    /// <summary>Only models of this zone; null = any.</summary>
    public Zone? Zone { get; init; }

    /// <summary>Mean loss of quality against always taking the best eligible model that the user accepts, in [0, 1].</summary>
    public double MaxQualityLoss { get; init; } = 0.02;

    /// <summary>Confidence with which <see cref="MaxQualityLoss"/> must hold, in (0, 1).</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Predicted gain over the cheapest eligible model below which a dearer one is not worth it, in [0, 1]. Set by calibration.</summary>
    public double Threshold { get; init; } = 0.08;

    /// <summary>What a right answer is worth, in USD: the exchange rate of quality against money. Null = money does not count.</summary>
    public decimal? UsdPerSuccess { get; init; } = 0.5m;

    /// <summary>What a second of waiting costs, in USD.</summary>
    public decimal UsdPerSecondWaited { get; init; }

    public DecideOn DecideOn { get; init; } = DecideOn.Mean;

    /// <summary>Share of decisions that try another candidate of nearly the same worth, so that replay can learn from them, in [0, 1).</summary>
    public double Exploration { get; init; } = 0.02;
}
