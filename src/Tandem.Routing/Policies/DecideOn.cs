namespace Tandem.Routing.Policies;

/// <summary>Which end of an estimate counts.</summary>
public enum DecideOn
{
    Mean,

    /// <summary>The lower bound: what is uncertain counts as worse.</summary>
    LowerBound,
}
