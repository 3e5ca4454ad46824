using Tandem.Routing.Prices;

namespace Tandem.Providers.Probing;

/// <summary>A model answered.</summary>
/// <param name="FirstOutput">From the call to the first output.</param>
/// <param name="Whole">From the call to the answer's end.</param>
public sealed record RoundTrip(TimeSpan FirstOutput, TimeSpan Whole, TokenUsage Usage);
