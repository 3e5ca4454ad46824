namespace Tandem.CodeIndex.Symbols;

/// <summary>What holds the body of a definition together.</summary>
internal enum BlockStyle
{
    /// <summary>Nothing we read: words only.</summary>
    None,
    Braces,
    Indentation,

    /// <summary>C#, which Roslyn reads.</summary>
    Roslyn,
}
