namespace Tandem.CodeIndex.Search;

/// <summary>A place that a text names as <c>path:line</c> or <c>path:line-line</c>.</summary>
/// <param name="Start">Where in the text it stands.</param>
/// <param name="Length">Characters of it.</param>
/// <param name="Problem">Null where the place exists, else why it does not, in words for the user.</param>
public sealed record Citation(string Path, int Line, int EndLine, int Start, int Length, string? Problem)
{
    public bool Exists => Problem is null;
}
