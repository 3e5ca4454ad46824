namespace Tandem.CodeIndex.Indexing;

/// <summary>Where one term occurs.</summary>
/// <param name="Documents">In how many documents, of those that had it when it was read.</param>
internal sealed record Postings(Posting[] Items, int Documents)
{
    public static readonly Postings None = new([], 0);
}
