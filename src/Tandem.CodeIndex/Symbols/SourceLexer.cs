using System.Text;

namespace Tandem.CodeIndex.Symbols;

/// <summary>Sets code, comments and strings apart, by the few rules that <see cref="Language"/> holds.</summary>
/// <remarks>One pass, linear, and total: any text gives a result. Code keeps its length and line ends, so that offsets stay true.</remarks>
internal sealed class SourceLexer(string text, Language language)
{
    private readonly char[] _code = text.ToCharArray();
    private readonly StringBuilder _comments = new();
    private readonly StringBuilder _strings = new();
    private int _at;

    public static (string Code, string Comments, string Strings) Split(string text, Language language)
    {
        var lexer = new SourceLexer(text, language);
        lexer.Run();
        return (new string(lexer._code), lexer._comments.ToString(), lexer._strings.ToString());
    }

    private ReadOnlySpan<char> Rest => text.AsSpan(_at);

    private void Run()
    {
        while (_at < text.Length)
        {
            var c = text[_at];
            if (char.IsLetterOrDigit(c) || c is ' ' or '\n') _at++; // Most characters open nothing.
            else if (!TakeComment() && !TakeLongString() && !TakeString(c) && !TakeRegex(c)) _at++;
        }
    }

    private bool TakeComment()
    {
        if (language.BlockComment is { } block && Rest.StartsWith(block.Open, StringComparison.Ordinal))
        {
            var close = text.IndexOf(block.Close, _at + block.Open.Length, StringComparison.Ordinal);
            Move(close < 0 ? text.Length : close + block.Close.Length, _comments);
            return true;
        }

        foreach (var mark in language.LineComments)
        {
            if (!Rest.StartsWith(mark, StringComparison.Ordinal)) continue;
            Move(EndOfLine(_at), _comments);
            return true;
        }

        return false;
    }

    private bool TakeLongString()
    {
        foreach (var quote in language.LongQuotes)
        {
            if (!Rest.StartsWith(quote, StringComparison.Ordinal)) continue;
            var end = _at + quote.Length;
            while (end < text.Length && !text.AsSpan(end).StartsWith(quote, StringComparison.Ordinal)) end += text[end] == '\\' ? 2 : 1;
            Move(Math.Min(end + quote.Length, text.Length), language.LongStringsAreDocs && OpensStatement() ? _comments : _strings);
            return true;
        }

        return false;
    }

    private bool TakeString(char quote)
    {
        if (!language.Quotes.Contains(quote, StringComparison.Ordinal)) return false;
        if (quote == '\'' && language.QuoteMayStandAlone && !IsCharacterLiteral()) return false;
        for (var i = _at + 1; i < text.Length && text[i] != '\n'; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == quote)
            {
                Move(i + 1, _strings);
                return true;
            }
        }

        return false; // Not closed on its line: an apostrophe in text, or a dialect we do not know. The line stays code.
    }

    private bool TakeRegex(char c)
    {
        if (c != '/' || !language.HasRegexLiterals) return false;
        var before = _at - 1;
        while (before >= 0 && text[before] is ' ' or '\t') before--;
        // After a value a slash divides; after an operator or a bracket it opens a pattern.
        if (before >= 0 && !"=(,:;!&|?{}[+\n".Contains(text[before], StringComparison.Ordinal)) return false;
        var inClass = false;
        for (var i = _at + 1; i < text.Length && text[i] != '\n'; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == '[') inClass = true;
            else if (text[i] == ']') inClass = false;
            else if (text[i] == '/' && !inClass)
            {
                Move(i + 1, _strings);
                return true;
            }
        }

        return false;
    }

    private bool IsCharacterLiteral() => _at + 2 < text.Length && (text[_at + 1] == '\\' || text[_at + 2] == '\'');

    private bool OpensStatement()
    {
        var i = _at - 1;
        while (i >= 0 && (text[i] is ' ' or '\t' || char.IsAsciiLetter(text[i]))) i--; // A prefix such as r or @moduledoc is part of it.
        return i < 0 || text[i] is '\n' or '@';
    }

    private int EndOfLine(int from) => text.IndexOf('\n', from) is >= 0 and var end ? end : text.Length;

    /// <summary>Moves the characters up to <paramref name="end"/> from the code to <paramref name="target"/>.</summary>
    private void Move(int end, StringBuilder target)
    {
        target.Append(text, _at, end - _at).Append('\n');
        foreach (ref var c in _code.AsSpan(_at, end - _at))
            if (c is not ('\n' or '\r')) c = ' ';
        _at = end;
    }
}
