using System.Text.RegularExpressions;

namespace Tandem.Agent.Evaluators.Solutions;

/// <summary>Finds code in an answer wherever it stands: in fences, indented, in a sentence, in a table, in comments, in LaTeX, as pseudo-code.</summary>
internal static partial class CodeReader
{
    private static readonly string[] PlainFences = ["", "text", "txt", "plain", "plaintext", "output", "markdown", "md", "console"];

    /// <param name="known">Lines that the student wrote, as <see cref="Key"/> makes them: they give nothing away.</param>
    public static CodeTally Read(string text, IReadOnlySet<string> known)
    {
        var lines = new List<string>();
        var (functions, body, gap, result, most) = (0, 0, false, false, 0);
        string? densest = null;
        foreach (var candidate in Candidates(LatexAsCode(text)))
        {
            if (Gap().IsMatch(candidate))
                gap = true;
            foreach (var statement in Statements(candidate))
            {
                var key = Key(statement);
                if (key.Length < 2 || known.Contains(key) || Gap().IsMatch(statement))
                    continue;
                var operations = ExpressionWeight.Of(statement);
                if (operations > most)
                    (most, densest) = (operations, statement);
                if (Nothing().IsMatch(statement))
                    continue;
                if (CodeLine.IsFunction(statement))
                {
                    functions++;
                    continue;
                }

                if (lines.Exists(line => Key(line) == key))
                    continue;
                lines.Add(statement);
                body += functions > 0 ? 1 : 0;
                result |= CodeLine.IsResult(statement);
            }
        }

        foreach (var span in Inline(text).Where(span => !known.Contains(Key(span))))
            if (ExpressionWeight.Of(span) is var operations && operations > most)
                (most, densest) = (operations, span);
        return new CodeTally { Lines = lines, HasFunction = functions > 0, HasGap = gap, BodyLines = body, HasResult = result, Operations = most, Densest = densest };
    }

    /// <summary>What a line is without white space, so that indentation and style do not count.</summary>
    public static string Key(string line) => White().Replace(line, "").TrimEnd(';');

    /// <summary>Lines that are code, without fences, prompts, marks of lists, tables, comments and diffs.</summary>
    private static IEnumerable<string> Candidates(string text)
    {
        string? fence = null;
        var isCode = false;
        foreach (var raw in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = raw.Trim();
            if (line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith("~~~", StringComparison.Ordinal))
            {
                var language = line.TrimStart('`', '~').Trim().ToLowerInvariant();
                (fence, isCode) = fence is null ? (line[..3], !PlainFences.Contains(language)) : (null, false);
                continue;
            }

            foreach (var part in Cells(line).Select(Unmarked).Where(part => part.Length > 0))
            {
                var code = Comment().Replace(part, "").Trim();
                if (code != part && (Gap().IsMatch(part) || CodeLine.IsCode(code)))
                    yield return code; // Code behind a comment's mark is code.
                else if (code == part && (CodeLine.IsCode(part) || (fence is not null && isCode)))
                {
                    yield return part;
                    if (CodeLine.Embedded(part) is { } inner && inner != part)
                        yield return inner; // A sentence that begins like code may hold more of it.
                }
                else if (CodeLine.Embedded(part) is { } embedded)
                    yield return embedded;
                else
                    foreach (Match span in Span().Matches(part))
                        if (CodeLine.IsStatement(span.Groups[1].Value.Trim()))
                            yield return span.Groups[1].Value.Trim();
            }
        }
    }

    private static string[] Cells(string line) =>
        line.StartsWith('|') ? line.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [line];

    private static string Unmarked(string line) => Markers().Replace(line, "").Trim().Trim('`').Trim();

    /// <summary>The statements of a line: several may stand behind one another.</summary>
    private static IEnumerable<string> Statements(string line)
    {
        foreach (var piece in Separator().Split(Trailing().Replace(line, "")))
        {
            var statement = piece.Trim().Trim('{', '}').Trim();
            if (CodeLine.HeaderWithBody(statement) is var (header, body) && body.Length > 0)
            {
                yield return header;
                foreach (var inner in Statements(body))
                    yield return inner;
            }
            else if (statement.Length > 0)
            {
                yield return statement;
            }
        }
    }

    private static IEnumerable<string> Inline(string text) =>
        Span().Matches(text).Select(match => match.Groups[1].Value).Concat(Bare().Matches(text).Select(match => match.Value));

    private static string LatexAsCode(string text) => !text.Contains('\\', StringComparison.Ordinal)
        ? text
        : LatexFunction().Replace(
            LatexWord().Replace(LatexText().Replace(text, "$1"), match => match.Groups[1].Value.ToUpperInvariant() switch
            {
                "STATE" or "STATEX" => "",
                "RETURN" => "return ",
                "FOR" or "FORALL" => "for each ",
                "WHILE" => "while ",
                "IF" => "if ",
                "GETS" or "LEFTARROW" => " ← ",
                "PRINT" => "print ",
                _ => " ",
            }),
            "FUNCTION $1").Replace("$", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\s", RegexOptions.None, 1_000)]
    private static partial Regex White();

    [GeneratedRegex(@"_{3,}|\.{3}|…|\bTODO\b|\?\?\?|\b(your|dein|ton|tu)\s+(code|turn|solution|lösung)|^\s*pass\s*$|fill (this )?in|<[A-Za-z ]+here>|\bNotImplemented", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Gap();

    /// <summary>Imports, types and openings: they solve nothing.</summary>
    [GeneratedRegex(@"^(import|from|using|#include|package|namespace|module|(public |private |internal |static |final |abstract |sealed )*(class|struct|interface|record|impl|enum)\b|begin\b|end\b|fi$|done$|else:?$|try:?$|do$|then$|assert\b|@\w+$|</?\w+>$)", RegexOptions.None, 1_000)]
    private static partial Regex Nothing();

    [GeneratedRegex(@"^\s*(//+|#(?!include)|--|/\*+|\*(?=\s)|<!--|;;|%|""""""|''')\s*|\s*(\*/|-->)\s*$", RegexOptions.None, 1_000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s(//|#)\s.*$", RegexOptions.None, 1_000)]
    private static partial Regex Trailing();

    [GeneratedRegex(@"^(>\s+)+|^(>>>|\.\.\.|\$|In \[\d*\]:)\s+|^([-+*•]|\(?\d{1,2}[.):]|[a-z][.)]|step \d+:?)\s+|^[+-](?=[\w(])", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Markers();

    [GeneratedRegex(@"(?<!\bfor\s*\([^)]{0,80});|(?<=\))\s*\{|\{\s*(?=\breturn\b)|\}\s*", RegexOptions.None, 1_000)]
    private static partial Regex Separator();

    [GeneratedRegex(@"`([^`\n]+)`", RegexOptions.None, 1_000)]
    private static partial Regex Span();

    [GeneratedRegex(@"[\w.'""\])]+[\[(][^\n`]{0,100}[\])]", RegexOptions.None, 1_000)]
    private static partial Regex Bare();

    [GeneratedRegex(@"\\(?:texttt|text|lstinline|verb|mathrm|mathtt)\s*[{|]([^}|]*)[}|]", RegexOptions.None, 1_000)]
    private static partial Regex LatexText();

    [GeneratedRegex(@"\\(STATEX?|Statex?|RETURN|Return|FORALL|ForAll|FOR|For|WHILE|While|IF|If|gets|leftarrow|PRINT|Print|EndFor|EndWhile|EndIf|EndFunction|ENDFOR|ENDWHILE|ENDIF|begin|end|KwRet|KwTo)\b", RegexOptions.None, 1_000)]
    private static partial Regex LatexWord();

    [GeneratedRegex(@"\\(?:Function|FUNCTION|Procedure|PROCEDURE)\s*\{(\w+)\}", RegexOptions.None, 1_000)]
    private static partial Regex LatexFunction();
}
