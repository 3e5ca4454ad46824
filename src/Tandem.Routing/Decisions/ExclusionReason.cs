namespace Tandem.Routing.Decisions;

/// <summary>The checks of eligibility, in the order in which they are made.</summary>
public enum ExclusionReason
{
    Pin,
    Unusable,
    Pool,
    Rule,
    Privacy,
    Capability,
    Context,
    Health,
    Budget,
    Failed,
}
