namespace Tandem.CodeIndex.Symbols;

/// <summary>A definition in a source file.</summary>
/// <param name="Container">The names of the enclosing types, joined by <c>.</c>; empty at the top.</param>
/// <param name="Kind">In the language's own words: <c>class</c>, <c>method</c>, <c>func</c>, <c>trait</c> …</param>
/// <param name="Line">First line, from 1.</param>
/// <param name="EndLine">Last line of the body, inclusive.</param>
public readonly record struct Symbol(string Name, string Container, string Kind, int Line, int EndLine)
{
    /// <summary><c>Type.member</c>.</summary>
    public string FullName => Container.Length == 0 ? Name : Container + "." + Name;
}
