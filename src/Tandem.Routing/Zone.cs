namespace Tandem.Routing;

/// <summary>Where a model runs, as far as privacy is concerned.</summary>
public enum Zone
{
    /// <summary>Leaves the house. The default, so that a forgotten setting never widens what may leave.</summary>
    External = 0,

    /// <summary>Ours: this process, this machine, this network.</summary>
    Local = 1,
}
