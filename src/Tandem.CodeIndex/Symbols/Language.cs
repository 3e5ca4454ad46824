namespace Tandem.CodeIndex.Symbols;

/// <summary>How a language writes comments, strings and blocks: all that the lexer and the outline scanners need to know.</summary>
internal sealed record Language(string Name, BlockStyle Blocks)
{
    public string[] LineComments { get; init; } = ["//"];

    public (string Open, string Close)? BlockComment { get; init; } = ("/*", "*/");

    /// <summary>Characters that open and close a string on one line.</summary>
    public string Quotes { get; init; } = "\"'";

    /// <summary>Delimiters of strings over several lines, the longest first.</summary>
    public string[] LongQuotes { get; init; } = [];

    /// <summary>True where a long string in statement position documents (Python).</summary>
    public bool LongStringsAreDocs { get; init; }

    /// <summary>True where <c>'</c> also marks lifetimes or labels, so that it opens a literal only if that closes at once (Rust).</summary>
    public bool QuoteMayStandAlone { get; init; }

    /// <summary>True where <c>/</c> may open a regular expression (JavaScript).</summary>
    public bool HasRegexLiterals { get; init; }

    /// <summary>True where a method is a name with parentheses and no keyword before it (Java, C++, TypeScript).</summary>
    public bool HasBareMethods { get; init; }
}
