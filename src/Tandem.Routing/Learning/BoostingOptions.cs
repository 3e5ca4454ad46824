namespace Tandem.Routing.Learning;

/// <summary>How trees are grown.</summary>
internal sealed record BoostingOptions
{
    public int Trees { get; init; } = 200;

    public double Rate { get; init; } = 0.05;

    public int Leaves { get; init; } = 8;

    /// <summary>Least sum of row weights in a leaf.</summary>
    public double LeafWeight { get; init; } = 40;

    /// <summary>Added to a leaf's weight when its value is set (L2).</summary>
    public double Penalty { get; init; } = 10;

    /// <summary>Share of the rows that each tree sees.</summary>
    public double RowShare { get; init; } = 0.6;

    /// <summary>Share of the features that each tree may compare.</summary>
    public double FeatureShare { get; init; } = 0.5;

    public int Seed { get; init; }
}
