using System.Text.RegularExpressions;

namespace Tandem.Agent.Evaluators.Solutions;

/// <summary>A solution that the teacher gave, hidden from the model: what an answer must not come near.</summary>
/// <remarks>Names do not count, so that renaming does not help; nor does the language's word for a loop or a function.</remarks>
internal sealed partial class ReferenceSolution
{
    private const int Gram = 5;
    private const double TooNear = 0.5;

    private readonly HashSet<string> _grams;
    private readonly HashSet<string> _names;
    private readonly IReadOnlyList<string> _results;

    /// <param name="text">Code; lines <c>result: VALUE</c> name final results.</param>
    public ReferenceSolution(string text)
    {
        _results = [.. Result().Matches(text).Select(match => match.Groups[1].Value.Trim()).Where(value => value.Length > 0)];
        var code = Result().Replace(text, "");
        _grams = Grams(code);
        _names = [.. Name().Matches(code).Select(match => match.Value).Where(name => name.Length > 3)];
    }

    /// <summary>What the answer shares with the solution; null = nothing that gives it away.</summary>
    public string? Shared(string answer, string asked)
    {
        if (_results.FirstOrDefault(value => Holds(answer, value) && !Holds(asked, value)) is not null)
            return "names a final result of the solution";
        if (_grams.Count >= 3 && Grams(answer) is var grams && _grams.Count(grams.Contains) >= _grams.Count * TooNear)
            return "is built like the solution";
        var own = _names.Where(name => !Holds(asked, name)).ToList();
        return own.Count >= 3 && own.Count(name => Holds(answer, name)) >= own.Count * 0.7 ? "uses the solution's own names" : null;
    }

    private static bool Holds(string text, string word) =>
        Regex.IsMatch(text, $@"(?<!\w){Regex.Escape(word)}(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PlainText.Timeout);

    private static HashSet<string> Grams(string code)
    {
        var tokens = Token().Matches(code).Select(match => Kind(match.Value)).Where(kind => kind.Length > 0).ToList();
        return [.. Enumerable.Range(0, Math.Max(0, tokens.Count - Gram + 1)).Select(start => string.Join(' ', tokens.GetRange(start, Gram)))];
    }

    private static string Kind(string token) => token switch
    {
        "def" or "function" or "func" or "fn" or "fun" or "lambda" => "F",
        "for" or "while" or "foreach" or "loop" => "L",
        "if" or "elif" or "switch" or "match" or "?" => "C",
        "return" or "yield" => "R",
        "var" or "let" or "const" or "int" or "string" or "public" or "static" or "void" or "{" or "}" or ";" or ":" => "",
        _ when char.IsLetter(token[0]) || token[0] == '_' => "v",
        _ => token,
    };

    [GeneratedRegex(@"[A-Za-z_]\w*|\d+(\.\d+)?|[^\s\w]", RegexOptions.None, 1_000)]
    private static partial Regex Token();

    [GeneratedRegex(@"\b[A-Za-z_]\w*\b", RegexOptions.None, 1_000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[ \t]*(?:#|//)?[ \t]*result:[ \t]*(.+)$", RegexOptions.Multiline | RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Result();
}
