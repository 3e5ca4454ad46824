namespace Tandem.Agent.Evaluators;

/// <summary>Brackets and quotes that close: as much as can be said of most languages without their compiler.</summary>
internal static class Brackets
{
    /// <summary>What does not close; null = all does.</summary>
    public static string? Unbalanced(string code, bool hasHashComments)
    {
        var open = new Stack<(char Bracket, int Line)>();
        var line = 1;
        for (var place = 0; place < code.Length; place++)
        {
            var letter = code[place];
            if (letter == '\n')
                line++;
            else if (letter is '"' or '\'' or '`')
            {
                if (letter == '\'' && !hasHashComments && IsLifetime(code, place))
                    continue;
                if (SkipText(code, ref place, ref line) is { } problem)
                    return problem;
            }
            else if ((hasHashComments && letter == '#') || (!hasHashComments && letter == '/' && Next(code, place) == '/'))
            {
                while (place + 1 < code.Length && code[place + 1] != '\n')
                    place++;
            }
            else if (!hasHashComments && letter == '/' && Next(code, place) == '*')
            {
                var end = code.IndexOf("*/", place + 2, StringComparison.Ordinal);
                if (end < 0)
                    return $"the comment on line {line} does not end";
                line += code.AsSpan(place, end - place).Count('\n');
                place = end + 1;
            }
            else if (letter is '(' or '[' or '{')
                open.Push((letter, line));
            else if (letter is ')' or ']' or '}' && (!open.TryPop(out var opened) || letter != Closing(opened.Bracket)))
                return $"line {line}: '{letter}' closes nothing";
        }

        return open.TryPeek(out var left) ? $"line {left.Line}: '{left.Bracket}' is not closed" : null;
    }

    private static string? SkipText(string code, ref int place, ref int line)
    {
        var (quote, start) = (code[place], line);
        var isLong = Next(code, place) == quote && Next(code, place + 1) == quote;
        var end = new string(quote, isLong ? 3 : 1);
        for (place += end.Length; place < code.Length; place++)
        {
            if (code[place] == '\\')
                place++;
            else if (string.CompareOrdinal(code, place, end, 0, end.Length) == 0)
            {
                place += end.Length - 1;
                return null;
            }
            else if (code[place] == '\n')
            {
                if (!isLong && quote != '`')
                    return $"the text on line {start} does not end";
                line++;
            }
        }

        return $"the text on line {start} does not end";
    }

    /// <summary>Rust's <c>'a</c>: a quote with a name behind it and no quote after one letter.</summary>
    private static bool IsLifetime(string code, int place) =>
        char.IsLetter(Next(code, place)) && Next(code, place + 1) != '\'';

    private static char Next(string code, int place) => place + 1 < code.Length ? code[place + 1] : '\0';

    private static char Closing(char opening) => opening switch { '(' => ')', '[' => ']', _ => '}' };
}
