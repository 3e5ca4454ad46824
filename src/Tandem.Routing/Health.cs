namespace Tandem.Routing;

/// <summary>What is known of a model's upstream. Unknown counts as usable.</summary>
public enum Health
{
    Unknown,
    Up,

    /// <summary>The breaker is half open: one probe may pass.</summary>
    Recovering,

    /// <summary>The breaker is open.</summary>
    Down,
}
