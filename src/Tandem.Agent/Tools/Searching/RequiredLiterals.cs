using System.Buffers;
using System.Text;

namespace Tandem.Agent.Tools.Searching;

/// <summary>Texts that each match of an expression holds, read from the expression: what does not hold them need not be matched.</summary>
/// <remarks>Knows what .NET's linear-time expressions may say, and gives up, requiring nothing, where it is not sure. ASCII alone, which has the same bytes in every encoding searched.</remarks>
internal sealed class RequiredLiterals
{
    private const int MaxDepth = 32;
    private const int MaxChoices = 8; // Each is looked for on its own.
    private const int MaxRequirements = 4;

    // Under IgnoreCase a k is also the sign of the kelvin, U+212A. No other letter of ASCII has a third form.
    private const char Kelvin = 'k';

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789,");

    private readonly string _pattern;
    private readonly bool _ignoresCase;
    private int _at;

    private RequiredLiterals(string pattern, bool ignoresCase) => (_pattern, _ignoresCase) = (pattern, ignoresCase);

    /// <summary>Each requirement is met by any of its texts, and a match meets all requirements; the most telling comes first. Nothing = anything may match.</summary>
    /// <param name="pattern">An expression that .NET accepted with <see cref="System.Text.RegularExpressions.RegexOptions.NonBacktracking"/>.</param>
    /// <param name="ignoresCase">The texts come in lower case, and hold in either.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Of(string pattern, bool ignoresCase)
    {
        try
        {
            return [.. new RequiredLiterals(pattern, ignoresCase).ReadChoices(0).OrderByDescending(Weight).DistinctBy(one => string.Join('\0', one)).Take(MaxRequirements)];
        }
        catch (NotReadException)
        {
            return [];
        }
    }

    private static int Weight(string[] requirement) => (requirement.Min(text => text.Length) * MaxChoices) - requirement.Length;

    private char Next => _at < _pattern.Length ? _pattern[_at] : '\0';

    /// <summary>Branches up to the end of the group: what each needs, or where there are several, one of what they need most.</summary>
    private List<string[]> ReadChoices(int depth)
    {
        if (depth > MaxDepth) throw new NotReadException();
        var branches = new List<List<string[]>> { ReadSequence(depth) };
        while (Next == '|')
        {
            _at++;
            branches.Add(ReadSequence(depth));
        }

        if (branches.Count == 1) return branches[0];
        if (branches.Exists(branch => branch.Count == 0)) return [];
        string[] any = [.. branches.SelectMany(branch => branch.MaxBy(Weight)!).Distinct()];
        return any.Length <= MaxChoices ? [any] : [];
    }

    private List<string[]> ReadSequence(int depth)
    {
        var needed = new List<string[]>();
        var run = new StringBuilder();
        while (_at < _pattern.Length && Next is not ('|' or ')'))
        {
            var (literal, inner, isEmpty) = ReadAtom(depth);
            var (least, isRepeated) = ReadQuantifier();
            if (isEmpty && !isRepeated) continue; // An anchor has no width: what stands around it is adjacent in the text too.
            if (literal is { } character && least > 0) run.Append(character);
            if (literal is null || isRepeated) EndRun();
            if (inner is not null && least > 0) needed.AddRange(inner);
        }

        EndRun();
        return needed;

        void EndRun()
        {
            if (run.Length > 0) needed.Add([run.ToString()]);
            run.Clear();
        }
    }

    /// <summary>One character, group, class or anchor.</summary>
    private (char? Literal, List<string[]>? Inner, bool IsEmpty) ReadAtom(int depth)
    {
        var first = _pattern[_at++];
        switch (first)
        {
            case '^' or '$':
                return (null, null, true);
            case '.':
                return (null, null, false);
            case '[':
                SkipClass();
                return (null, null, false);
            case '(':
                return (null, ReadGroup(depth), false);
            case '\\':
                return ReadEscape();
            default:
                return (Literal(first), null, false);
        }
    }

    private List<string[]> ReadGroup(int depth)
    {
        if (Next == '?')
        {
            _at++;
            if (Next == ':') _at++;
            else if (Next is '<' or '\'') SkipName();
            else throw new NotReadException(); // Options, which change what letters mean, or what .NET refuses anyway.
        }

        var inner = ReadChoices(depth + 1);
        if (Next != ')') throw new NotReadException();
        _at++;
        return inner;
    }

    private void SkipName()
    {
        var end = _pattern.IndexOf(Next == '<' ? '>' : '\'', _at + 1);
        if (end < 0 || _pattern.AsSpan(_at + 1, end - _at - 1).ContainsAnyExcept(NameCharacters)) throw new NotReadException();
        _at = end + 1;
    }

    private (char? Literal, List<string[]>? Inner, bool IsEmpty) ReadEscape()
    {
        var escaped = Next;
        _at++;
        switch (escaped)
        {
            case 'b' or 'B' or 'A' or 'z' or 'Z' or 'G':
                return (null, null, true);
            case 'w' or 'W' or 's' or 'S' or 'd' or 'D' or 't' or 'n' or 'r' or 'f' or 'v' or 'a' or 'e':
                return (null, null, false);
            default:
                if (!char.IsAscii(escaped) || char.IsAsciiLetterOrDigit(escaped) || escaped == '\0') throw new NotReadException();
                return (Literal(escaped), null, false);
        }
    }

    private char? Literal(char character)
    {
        if (!char.IsAscii(character)) return null;
        if (!_ignoresCase) return character;
        var lower = char.ToLowerInvariant(character);
        return lower == Kelvin ? null : lower;
    }

    private void SkipClass()
    {
        if (Next == '^') _at++;
        if (Next == ']') _at++; // Right at the beginning it is itself a member.
        while (Next != ']')
        {
            if (_at >= _pattern.Length) throw new NotReadException();
            var member = _pattern[_at++];
            // Control characters, named classes and classes taken away may hold brackets that do not end this one.
            if ((member == '\\' && Next == 'c') || (member == '[' && Next == ':') || (member == '-' && Next == '[')) throw new NotReadException();
            if (member == '\\') _at++;
        }

        _at++;
    }

    /// <summary>How often the last atom comes at the least, and whether it may come in other numbers than one.</summary>
    private (int Least, bool IsRepeated) ReadQuantifier()
    {
        int least;
        switch (Next)
        {
            case '*' or '?':
                (least, _at) = (0, _at + 1);
                break;
            case '+':
                (least, _at) = (1, _at + 1);
                break;
            case '{' when Braces() is { } number:
                least = number;
                break;
            default:
                return (1, false);
        }

        if (Next == '?') _at++; // Lazy: the same texts match.
        return (least, true);
    }

    /// <summary>The first number of <c>{2}</c>, <c>{2,}</c> or <c>{2,5}</c>, past which it goes; null where the brace is a character like any other.</summary>
    private int? Braces()
    {
        var end = _pattern.IndexOf('}', _at);
        var inside = end < 0 ? [] : _pattern.AsSpan(_at + 1, end - _at - 1);
        if (inside.IsEmpty || !char.IsAsciiDigit(inside[0]) || inside.ContainsAnyExcept(NumberCharacters) || inside.Count(',') > 1) return null;
        _at = end + 1;
        var comma = inside.IndexOf(',');
        return inside[..(comma < 0 ? inside.Length : comma)].ContainsAnyExcept('0') ? 1 : 0;
    }

    private sealed class NotReadException : Exception;
}
