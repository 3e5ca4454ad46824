using System.Globalization;
using System.Text;

namespace Tandem.Llama.Grammars;

/// <summary>Compiles GBNF: <c>name ::= "literal" [a-z] other (group) | x* y+ z? w{2,5} .</c> with <c>#</c> comments.</summary>
internal sealed class GbnfParser(string text)
{
    private const int MaxRepetition = 4_096;
    private const int LastCodePoint = 0x10FFFF;
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly List<List<GrammarElement[]>?> _rules = [];
    private int _at;

    public Grammar Parse()
    {
        for (SkipSpace(newlines: true); _at < text.Length; SkipSpace(newlines: true))
        {
            var name = ReadName();
            SkipSpace(newlines: false);
            Expect("::=");
            SkipSpace(newlines: true);
            var rule = RuleOf(name);
            if (_rules[rule] is not null)
                throw Error($"the rule '{name}' is defined twice");
            _rules[rule] = ReadAlternatives(inGroup: false);
        }

        if (!_names.TryGetValue("root", out var root))
            throw new GrammarException("The grammar has no rule 'root'.");
        foreach (var (name, rule) in _names)
        {
            if (_rules[rule] is null)
                throw new GrammarException($"The grammar uses the rule '{name}' and does not define it.");
        }

        var grammar = new Grammar([.. _rules.Select(alternatives => alternatives!.ToArray())], root);
        LeftRecursion.ThrowIfAny(grammar.Rules);
        return grammar;
    }

    private int RuleOf(string name)
    {
        if (!_names.TryGetValue(name, out var rule))
        {
            _names.Add(name, rule = _rules.Count);
            _rules.Add(null);
        }

        return rule;
    }

    private GrammarElement NewRule(List<GrammarElement[]> alternatives)
    {
        _rules.Add(alternatives);
        return GrammarElement.Call(_rules.Count - 1);
    }

    private List<GrammarElement[]> ReadAlternatives(bool inGroup)
    {
        var alternatives = new List<GrammarElement[]>();
        do
        {
            SkipSpace(newlines: true);
            alternatives.Add(ReadSequence(inGroup));
        }
        while (TryTake('|'));
        return alternatives;
    }

    private GrammarElement[] ReadSequence(bool inGroup)
    {
        var sequence = new List<GrammarElement>();
        while (true)
        {
            SkipSpace(inGroup || !NextLineStartsRule());
            if (_at >= text.Length || text[_at] is '|' or ')' or '\n' or '\r')
                return [.. sequence];
            var item = ReadItem();
            sequence.AddRange(Repeat(item));
        }
    }

    private GrammarElement[] ReadItem()
    {
        switch (text[_at])
        {
            case '"':
                return ReadLiteral();
            case '[':
                return [ReadClass()];
            case '.':
                _at++;
                return [Class([(0, LastCodePoint)])];
            case '(':
                _at++;
                var group = NewRule(ReadAlternatives(inGroup: true));
                Expect(")");
                return [group];
            default:
                return [GrammarElement.Call(RuleOf(ReadName()))];
        }
    }

    private GrammarElement[] Repeat(GrammarElement[] item)
    {
        var (least, most) = (1, (int?)1);
        if (_at < text.Length)
        {
            (least, most) = text[_at] switch { '*' => (0, null), '+' => (1, null), '?' => (0, 1), _ => (1, (int?)1) };
            if (text[_at] is '*' or '+' or '?')
                _at++;
            else if (text[_at] == '{')
                (least, most) = ReadCounts();
        }

        var repeated = Enumerable.Repeat(item, least).SelectMany(x => x).ToList();
        if (most is null)
        {
            // more ::= item more | nothing
            var more = GrammarElement.Call(_rules.Count);
            repeated.Add(NewRule([[.. item, more], []]));
        }
        else if (most > least)
        {
            // Optional ones nest, so that three of them are no three ways to write one.
            var optional = NewRule([item, []]);
            for (var i = least + 1; i < most; i++)
                optional = NewRule([[.. item, optional], []]);
            repeated.Add(optional);
        }

        return [.. repeated];
    }

    private (int Least, int? Most) ReadCounts()
    {
        Expect("{");
        var least = ReadNumber();
        int? most = least;
        if (TryTake(','))
            most = _at < text.Length && char.IsAsciiDigit(text[_at]) ? ReadNumber() : null;
        Expect("}");
        return most < least ? throw Error("a repetition's upper bound is below its lower") : (least, most);
    }

    private int ReadNumber()
    {
        var start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
            _at++;
        return int.TryParse(text.AsSpan(start, _at - start), CultureInfo.InvariantCulture, out var number) && number <= MaxRepetition
            ? number
            : throw Error($"a count up to {MaxRepetition} expected");
    }

    private GrammarElement[] ReadLiteral()
    {
        _at++;
        var literal = new StringBuilder();
        while (_at < text.Length && text[_at] != '"')
            literal.Append(char.ConvertFromUtf32(ReadCharacter()));
        Expect("\"");
        return [.. Encoding.UTF8.GetBytes(literal.ToString()).Select(value => GrammarElement.OneOf(ByteSet.Range(value, value)))];
    }

    private GrammarElement ReadClass()
    {
        _at++;
        var negated = TryTake('^');
        var ranges = new List<(int Low, int High)>();
        while (_at < text.Length && text[_at] != ']')
        {
            var low = ReadCharacter();
            var high = low;
            if (_at + 1 < text.Length && text[_at] == '-' && text[_at + 1] != ']')
            {
                _at++;
                high = ReadCharacter();
            }

            ranges.Add(high < low ? throw Error("a character range is upside down") : (low, high));
        }

        Expect("]");
        return Class(negated ? Complement(ranges) : ranges);
    }

    private static List<(int Low, int High)> Complement(List<(int Low, int High)> ranges)
    {
        var rest = new List<(int Low, int High)>();
        var next = 0;
        foreach (var (low, high) in ranges.Order())
        {
            if (low > next)
                rest.Add((next, low - 1));
            next = Math.Max(next, high + 1);
        }

        if (next <= LastCodePoint)
            rest.Add((next, LastCodePoint));
        return rest;
    }

    private GrammarElement Class(List<(int Low, int High)> ranges)
    {
        var alternatives = ranges.SelectMany(range => Utf8Ranges.Sequences(range.Low, range.High))
            .Select(sequence => sequence.Select(part => GrammarElement.OneOf(ByteSet.Range(part.Low, part.High))).ToArray())
            .ToList();
        return alternatives.Count == 0 ? throw Error("a character class is empty") : NewRule(alternatives);
    }

    private int ReadCharacter()
    {
        if (text[_at] != '\\')
        {
            if (!Rune.TryGetRuneAt(text, _at, out var rune))
                throw Error("a character is half a surrogate pair");
            _at += rune.Utf16SequenceLength;
            return rune.Value;
        }

        if (_at + 1 >= text.Length)
            throw Error("the text ends in an escape");
        var kind = text[_at + 1];
        _at += 2;
        return kind switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'x' => ReadHex(2),
            'u' => ReadHex(4),
            'U' => ReadHex(8),
            '\\' or '"' or '[' or ']' or '-' or '^' => kind,
            _ => throw Error($"the escape \\{kind} is unknown"),
        };
    }

    private int ReadHex(int digits)
    {
        if (_at + digits > text.Length || !int.TryParse(text.AsSpan(_at, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
            throw Error($"{digits} hexadecimal digits expected");
        _at += digits;
        return Rune.IsValid(value) ? value : throw Error($"U+{value:X} is no character");
    }

    private string ReadName()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '-' or '_'))
            _at++;
        return _at > start ? text[start.._at] : throw Error("a rule's name expected");
    }

    /// <summary>Whether what follows the line break is a new rule rather than a continuation.</summary>
    private bool NextLineStartsRule()
    {
        var saved = _at;
        SkipSpace(newlines: true);
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '-' or '_'))
            _at++;
        SkipSpace(newlines: false);
        var starts = _at >= text.Length || text.AsSpan(_at).StartsWith("::=");
        _at = saved;
        return starts;
    }

    private void SkipSpace(bool newlines)
    {
        while (_at < text.Length)
        {
            if (text[_at] == '#')
            {
                while (_at < text.Length && text[_at] != '\n')
                    _at++;
            }
            else if (text[_at] is ' ' or '\t' || (newlines && text[_at] is '\n' or '\r'))
            {
                _at++;
            }
            else
            {
                return;
            }
        }
    }

    private bool TryTake(char character)
    {
        if (_at >= text.Length || text[_at] != character)
            return false;
        _at++;
        return true;
    }

    private void Expect(string expected)
    {
        if (!text.AsSpan(_at).StartsWith(expected))
            throw Error($"'{expected}' expected");
        _at += expected.Length;
    }

    private GrammarException Error(string what) => new($"Grammar, line {1 + text.AsSpan(0, Math.Min(_at, text.Length)).Count('\n')}: {what}.");
}
