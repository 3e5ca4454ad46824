namespace Tandem.Agent.Edits.Matching;

/// <summary>Where quoted lines were found.</summary>
/// <param name="Start">0-based index of the first line, in the document as it stands.</param>
/// <param name="Leniency">How strictly the lines matched.</param>
/// <param name="Indentation">How to indent new lines there; null where the quoted lines matched with their own indentation.</param>
internal readonly record struct Place(int Start, Leniency Leniency, IndentMap? Indentation)
{
    /// <summary>The hunk that matched here, where blank lines at its edges had to go first.</summary>
    public Hunk? Trimmed { get; init; }
}
