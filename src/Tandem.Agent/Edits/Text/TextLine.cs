namespace Tandem.Agent.Edits.Text;

/// <summary>A line of a file: its characters, the line end that follows it, and where it stood before any edit.</summary>
/// <param name="Text">Without the line end.</param>
/// <param name="End"><c>\n</c>, <c>\r\n</c>, <c>\r</c>, or empty for a last line without one.</param>
/// <param name="Origin">1-based line number in the file on disk; 0 for a line that an edit brought in.</param>
internal readonly record struct TextLine(string Text, string End, int Origin)
{
    public bool IsBlank => string.IsNullOrWhiteSpace(Text);
}
