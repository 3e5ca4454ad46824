using System.Text;
using TextMateSharp.Grammars;
using TextMateSharp.Registry;

namespace Tandem.Cli.Terminal;

/// <summary>Colours code line by line with TextMate grammars. An unknown language stays as it is.</summary>
internal sealed class CodeHighlighter
{
    private static readonly Lazy<RegistryOptions> Options = new(static () => new RegistryOptions(ThemeName.DarkPlus));
    private static readonly TimeSpan LongestLine = TimeSpan.FromMilliseconds(100);

    private readonly IGrammar? _grammar;
    private IStateStack? _state;

    private readonly Palette _palette;

    /// <param name="language">The fence's word: <c>csharp</c>, <c>py</c> …; empty = plain.</param>
    public CodeHighlighter(string language, Palette palette)
    {
        _palette = palette;
        if (language.Length > 0 && palette != Palette.None && Scope(language) is { } scope)
            _grammar = new Registry(Options.Value).LoadGrammar(scope);
    }

    public string Line(string line)
    {
        if (_grammar is null || line.Length > 2_000)
            return line;

        var result = _grammar.TokenizeLine(line, _state, LongestLine);
        _state = result.RuleStack;
        var coloured = new StringBuilder(line.Length + 32);
        var done = 0;
        foreach (var token in result.Tokens)
        {
            var start = Math.Min(token.StartIndex, line.Length);
            var text = line.AsSpan(start, Math.Min(token.EndIndex, line.Length) - start);
            if (Colour(token.Scopes) is { Length: > 0 } colour)
                coloured.Append(colour).Append(text).Append(_palette.Reset);
            else
                coloured.Append(text);
            done = Math.Max(done, Math.Min(token.EndIndex, line.Length));
        }

        return coloured.Append(line, done, line.Length - done).ToString(); // What the time did not reach stays plain.
    }

    /// <summary>The scope that says most stands last. Sixteen colours, so that the user's own theme decides how they look.</summary>
    private string Colour(List<string> scopes)
    {
        for (var place = scopes.Count - 1; place > 0; place--)
        {
            var scope = scopes[place];
            if (Is(scope, "comment")) return _palette.Comment;
            if (Is(scope, "string")) return _palette.Literal;
            if (Is(scope, "constant")) return _palette.Constant;
            if (Is(scope, "keyword") && !Is(scope, "keyword.operator") || Is(scope, "storage")) return _palette.Keyword;
            if (Is(scope, "entity.name.function") || Is(scope, "support.function")) return _palette.Function;
            if (Is(scope, "entity.name") || Is(scope, "support")) return _palette.TypeName;
        }

        return "";
    }

    private static bool Is(string scope, string kind) => scope.StartsWith(kind, StringComparison.Ordinal);

    private static string? Scope(string language)
    {
        var name = language.ToLowerInvariant() switch
        {
            "c#" or "cs" => "csharp",
            "py" => "python",
            "js" => "javascript",
            "ts" => "typescript",
            "sh" or "bash" or "shell" or "console" or "zsh" => "shellscript",
            "yml" => "yaml",
            "rs" => "rust",
            "rb" => "ruby",
            "golang" => "go",
            "c++" => "cpp",
            var other => other,
        };
        return Options.Value.GetAvailableLanguages().Any(known => known.Id == name) ? Options.Value.GetScopeByLanguageId(name) : null;
    }
}
