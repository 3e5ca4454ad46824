namespace Tandem.Cli.Interactive.Completion;

/// <summary>Offers for a word.</summary>
/// <param name="Start">The cell where the word begins; it ends at the caret.</param>
/// <param name="Offers">At least one, the likeliest first.</param>
internal sealed record OfferList(int Start, IReadOnlyList<Offer> Offers);
