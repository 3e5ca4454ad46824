namespace Tandem.CodeIndex.Search;

/// <summary>Where a name is defined.</summary>
/// <param name="Kind">In the language's own words: <c>class</c>, <c>method</c>, <c>func</c> …</param>
/// <param name="Container">The enclosing types, joined by <c>.</c>; empty at the top.</param>
/// <param name="Line">First line, from 1.</param>
public readonly record struct Definition(string Name, string Container, string Kind, string Path, int Line, int EndLine);
