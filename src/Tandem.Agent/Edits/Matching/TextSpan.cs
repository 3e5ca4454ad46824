namespace Tandem.Agent.Edits.Matching;

/// <summary>A stretch of a document, from a column of one line to before a column of the same or a later line; all 0-based. The line count
/// itself stands for the empty line behind a final newline.</summary>
internal readonly record struct TextSpan(int FirstLine, int FirstColumn, int LastLine, int LastColumn)
{
    public bool EndsAtOrBefore(TextSpan other) => (LastLine, LastColumn).CompareTo((other.FirstLine, other.FirstColumn)) <= 0;
}
