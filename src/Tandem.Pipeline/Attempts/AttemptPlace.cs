using Tandem.Providers;

namespace Tandem.Pipeline.Attempts;

/// <summary>Where the next attempt goes, or why nowhere.</summary>
internal readonly record struct AttemptPlace
{
    /// <summary>Place in the decision's order.</summary>
    public int Number { get; init; }

    /// <summary>Leave to send; null = no model takes an attempt now.</summary>
    public Bulkhead.Slot? Slot { get; init; }

    /// <summary>Without a slot: why.</summary>
    public UpstreamException? Refusal { get; init; }
}
