namespace Tandem.CodeIndex.Search;

/// <summary>Lines of a file that answer a question, with their numbers.</summary>
/// <param name="Line">First line, from 1.</param>
/// <param name="EndLine">Last line, inclusive.</param>
/// <param name="Text">Each line as <c>12: text</c>, parted by line feeds.</param>
/// <param name="Coverage">
/// Share of the question's words, by their weight, that stand here, in [0, 1). It is taken as if the question had one more word that nothing has: one word
/// found alone proves little. Unlike a score it can be compared between questions.
/// </param>
public sealed record Passage(string Path, int Line, int EndLine, string Text, double Coverage);
