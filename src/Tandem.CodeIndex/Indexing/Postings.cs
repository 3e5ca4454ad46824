namespace Tandem.CodeIndex.Indexing;

/// <summary>Where one term occurs.</summary>
/// <param name="Runs">By field and count.</param>
/// <param name="Documents">In how many documents, of those that had it when it was read.</param>
internal sealed record Postings(PostingRun[] Runs, int Documents)
{
    public static readonly Postings None = new([], 0);
}
