namespace Tandem.Routing.Prices;

/// <summary>What is publicly known of a model family, used where the configuration says nothing.</summary>
/// <param name="Family">Beginning of the upstream's model name, lower case, without a vendor's prefix.</param>
/// <param name="Price">USD per million tokens at the vendor's own API; null for open weights, whose price depends on who runs them.</param>
/// <param name="ContextTokens">Tokens of prompt and answer together.</param>
/// <param name="MaxOutputTokens">Most tokens of one answer.</param>
/// <param name="AsOf">When the row was last compared with <paramref name="Source"/>, or with a dated report of it: <c>YYYY-MM</c>.</param>
/// <param name="Source">The vendor's page.</param>
public sealed record KnownModel(
    string Family, ModelPrice? Price, int ContextTokens, int MaxOutputTokens, Capabilities Supports, string AsOf, string Source);
