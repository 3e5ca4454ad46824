namespace Tandem.CodeIndex.Map;

/// <summary>The definitions that matter most in a repository, as text for a model.</summary>
/// <param name="Text">Per file its path, then lines of line number and definition.</param>
/// <param name="EstimatedTokens">An upper estimate; never above the budget asked for.</param>
/// <param name="Files">How many files it names.</param>
/// <param name="Symbols">How many definitions it names.</param>
public sealed record RepositoryMap(string Text, int EstimatedTokens, int Files, int Symbols);
