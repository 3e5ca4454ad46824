namespace Tandem.CodeIndex.Symbols;

/// <summary>The door to the scanners: text and path in, outline out.</summary>
internal static class OutlineReader
{
    public static Outline Read(string path, string text, CancellationToken cancellationToken)
    {
        var language = Languages.Of(path);
        if (language is null) return Outline.Empty with { Code = text };
        var (code, comments, strings) = SourceLexer.Split(text, language);
        var lines = new LineMap(text);
        var symbols = language.Blocks switch
        {
            BlockStyle.Roslyn => CSharpScanner.Scan(text, lines, cancellationToken),
            BlockStyle.Braces => BraceScanner.Scan(code, lines, language.HasBareMethods),
            BlockStyle.Indentation => IndentScanner.Scan(code),
            _ => [],
        };
        return new Outline { Code = code, Comments = comments, Strings = strings, Symbols = symbols, Imports = ImportScanner.Scan(text, language) };
    }
}
