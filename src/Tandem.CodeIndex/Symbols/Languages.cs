namespace Tandem.CodeIndex.Symbols;

/// <summary>The languages known, by file extension. A new one is one line here.</summary>
internal static class Languages
{
    private static readonly Language CLike = new("c", BlockStyle.Braces) { HasBareMethods = true };
    private static readonly Language Script = new("javascript", BlockStyle.Braces) { LongQuotes = ["`"], HasRegexLiterals = true, HasBareMethods = true };
    private static readonly Language Hash = new("shell", BlockStyle.None) { LineComments = ["#"], BlockComment = null };

    private static readonly Language Python = new("python", BlockStyle.Indentation)
    {
        LineComments = ["#"], BlockComment = null, LongQuotes = ["\"\"\"", "'''"], LongStringsAreDocs = true,
    };

    private static readonly Language Ruby = new("ruby", BlockStyle.Indentation) { LineComments = ["#"], BlockComment = ("=begin", "=end") };
    private static readonly Language Markup = new("markup", BlockStyle.None) { LineComments = [], BlockComment = ("<!--", "-->"), Quotes = "" };

    private static readonly Dictionary<string, Language> ByExtension = new(StringComparer.OrdinalIgnoreCase);

    static Languages()
    {
        Add(new Language("csharp", BlockStyle.Roslyn) { LongQuotes = ["\"\"\""] }, ".cs", ".csx");
        Add(Python, ".py", ".pyi", ".pyx");
        Add(Script, ".js", ".jsx", ".mjs", ".cjs");
        Add(Script with { Name = "typescript" }, ".ts", ".tsx", ".mts", ".cts", ".vue", ".svelte");
        Add(new Language("go", BlockStyle.Braces) { LongQuotes = ["`"] }, ".go");
        Add(new Language("java", BlockStyle.Braces) { LongQuotes = ["\"\"\""], HasBareMethods = true }, ".java");
        Add(new Language("kotlin", BlockStyle.Braces) { LongQuotes = ["\"\"\""] }, ".kt", ".kts");
        Add(new Language("scala", BlockStyle.Braces) { LongQuotes = ["\"\"\""], QuoteMayStandAlone = true }, ".scala", ".sc");
        Add(new Language("groovy", BlockStyle.Braces) { LongQuotes = ["\"\"\"", "'''"] }, ".groovy");
        Add(new Language("swift", BlockStyle.Braces) { LongQuotes = ["\"\"\""], Quotes = "\"" }, ".swift");
        Add(new Language("rust", BlockStyle.Braces) { QuoteMayStandAlone = true, LongQuotes = ["\""], Quotes = "'" }, ".rs");
        Add(CLike, ".c", ".h");
        Add(CLike with { Name = "cpp" }, ".cc", ".cpp", ".cxx", ".hpp", ".hh", ".hxx", ".inl", ".cu");
        Add(CLike with { Name = "objective-c" }, ".m", ".mm");
        Add(CLike with { Name = "dart", LongQuotes = ["\"\"\"", "'''"] }, ".dart");
        Add(CLike with { Name = "zig", HasBareMethods = false }, ".zig");
        Add(CLike with { Name = "php", LineComments = ["//", "#"], HasBareMethods = false }, ".php");
        Add(Ruby, ".rb", ".rake", ".gemspec");
        Add(new Language("elixir", BlockStyle.Indentation) { LineComments = ["#"], BlockComment = null, LongQuotes = ["\"\"\""], LongStringsAreDocs = true }, ".ex", ".exs");
        Add(new Language("lua", BlockStyle.Indentation) { LineComments = ["--"], BlockComment = ("--[[", "]]") }, ".lua");
        Add(new Language("fsharp", BlockStyle.Indentation) { BlockComment = ("(*", "*)"), LongQuotes = ["\"\"\""], Quotes = "\"" }, ".fs", ".fsx");
        Add(Hash, ".sh", ".bash", ".zsh", ".ps1", ".yml", ".yaml", ".toml", ".cmake", ".r", ".pl", ".pm", ".jl", ".tf");
        Add(new Language("sql", BlockStyle.None) { LineComments = ["--"] }, ".sql");
        Add(new Language("css", BlockStyle.None) { LineComments = [] }, ".css", ".scss", ".less");
        Add(CLike with { Name = "proto" }, ".proto", ".thrift", ".graphql");
        Add(new Language("razor", BlockStyle.Braces) { LineComments = [], BlockComment = ("@*", "*@"), Quotes = "\"" }, ".razor", ".cshtml");
        Add(Markup, ".html", ".htm", ".xml", ".xaml", ".csproj", ".props", ".targets", ".md", ".rst", ".txt", ".adoc");
    }

    /// <summary>The language of a path, or null where we know none; such files are read as plain words.</summary>
    public static Language? Of(string path) => ByExtension.GetValueOrDefault(Path.GetExtension(path));

    private static void Add(Language language, params ReadOnlySpan<string> extensions)
    {
        foreach (var extension in extensions) ByExtension.Add(extension, language);
    }
}
