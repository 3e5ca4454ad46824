namespace Tandem.CodeIndex.Search;

/// <summary>A place in the code that answers a question.</summary>
/// <param name="Line">First line, from 1.</param>
/// <param name="EndLine">Last line, inclusive.</param>
/// <param name="Symbol">The definition around it as <c>Type.member</c>; null where there is none.</param>
/// <param name="Kind">The definition's kind in the language's own words.</param>
/// <param name="Score">Comparable within one answer only.</param>
/// <param name="Snippet">The line that says most, without its indentation.</param>
public sealed record SearchHit(string Path, int Line, int EndLine, string? Symbol, string? Kind, double Score, string Snippet)
{
    /// <summary>The line of <see cref="Snippet"/>, from 1.</summary>
    public int BestLine { get; init; } = Line;
}
