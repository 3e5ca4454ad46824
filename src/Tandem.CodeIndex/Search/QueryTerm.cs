namespace Tandem.CodeIndex.Search;

/// <summary>One term of a question.</summary>
/// <param name="Weight">How much the question stresses it; 1 for a word said once in the first line.</param>
internal readonly record struct QueryTerm(string Text, double Weight)
{
    public bool IsWhole => Text[0] == TermReader.WholeMark;
}
