namespace Tandem.CodeIndex.Indexing;

/// <summary>One term in one field of one document.</summary>
/// <param name="Count">How often, rounded down to a step of <see cref="TermCodec"/>.</param>
internal readonly record struct Posting(int Document, byte Field, byte Count);
