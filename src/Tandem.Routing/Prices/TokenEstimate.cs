namespace Tandem.Routing.Prices;

/// <summary>Tokens that a request will take at one model.</summary>
/// <param name="Input">At most, so that what fits is certain to fit.</param>
/// <param name="Expected">On average: what costs are expected from.</param>
/// <param name="ReservedOutput">Room kept for the answer: the most it may be.</param>
/// <param name="ExpectedOutput">What the answer will probably be.</param>
/// <param name="Exact">Counted rather than bounded.</param>
public readonly record struct TokenEstimate(long Input, long Expected, int ReservedOutput, int ExpectedOutput, bool Exact);
