using System.Globalization;

namespace Tandem.Agent.Evaluators.Solutions;

/// <summary>Computes what a student may have been asked to compute: numbers, <c>+ - * / ^ %</c> and brackets, with one unknown at most linear.</summary>
/// <remarks>A value is <c>a·x + b</c>. What does not fit that (products of unknowns, division by zero) has no value.</remarks>
internal sealed class Arithmetic
{
    private const int MaxDepth = 40;

    private readonly string _text;
    private int _at;
    private int _depth;

    private Arithmetic(string text) => _text = text;

    /// <summary>The value of an expression without unknowns; null = none.</summary>
    public static double? Value(string expression) => Parse(expression) is { A: 0 } value ? value.B : null;

    /// <summary>The unknown's value in an equation such as <c>3x + 5 = 20</c>; null = none, or none alone.</summary>
    public static double? Solve(string left, string right) =>
        Parse(left) is { } first && Parse(right) is { } second && first.A - second.A is var slope && slope != 0 ? (second.B - first.B) / slope : null;

    private static Line? Parse(string text)
    {
        var reader = new Arithmetic(text.Replace(" ", "", StringComparison.Ordinal).Replace('×', '*').Replace('·', '*').Replace('÷', '/').Replace('−', '-').Replace(',', '.').Replace("**", "^", StringComparison.Ordinal));
        var value = reader.Sum();
        return reader._at == reader._text.Length && value is { } known && double.IsFinite(known.A) && double.IsFinite(known.B) ? value : null;
    }

    private Line? Sum()
    {
        if (++_depth > MaxDepth)
            return null;
        var value = Product();
        while (value is { } left && Peek() is '+' or '-')
        {
            var sign = _text[_at++] == '+' ? 1 : -1;
            value = Product() is { } right ? new Line(left.A + (sign * right.A), left.B + (sign * right.B)) : null;
        }

        _depth--;
        return value;
    }

    private Line? Product()
    {
        var value = Factor();
        while (value is { } left && (Peek() is '*' or '/' or '%' or '(' || char.IsAsciiLetter(Peek())))
        {
            var sign = Peek() is '*' or '/' or '%' ? _text[_at++] : '*';
            value = Factor() is not { } right ? null : sign switch
            {
                '*' when left.A == 0 => new Line(left.B * right.A, left.B * right.B),
                '*' when right.A == 0 => new Line(left.A * right.B, left.B * right.B),
                '/' when right is { A: 0, B: not 0 } => new Line(left.A / right.B, left.B / right.B),
                '%' when left.A == 0 && right is { A: 0, B: not 0 } => new Line(0, left.B % right.B),
                _ => null,
            };
        }

        return value;
    }

    private Line? Factor()
    {
        if (Peek() == '-')
        {
            _at++;
            return Factor() is { } negated ? new Line(-negated.A, -negated.B) : null;
        }

        var value = Atom();
        if (value is { A: 0 } root && Peek() == '^')
        {
            _at++;
            return Factor() is { A: 0 } power ? new Line(0, Math.Pow(root.B, power.B)) : null;
        }

        return value;
    }

    private Line? Atom()
    {
        if (Peek() == '(')
        {
            _at++;
            var inner = Sum();
            return Peek() == ')' && _at++ >= 0 ? inner : null;
        }

        if (char.IsAsciiLetter(Peek()))
        {
            _at++;
            return char.IsAsciiLetter(Peek()) ? null : new Line(1, 0); // One letter is the unknown, more are a word.
        }

        var start = _at;
        while (char.IsAsciiDigit(Peek()) || Peek() == '.')
            _at++;
        return double.TryParse(_text.AsSpan(start, _at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? new Line(0, number) : null;
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private readonly record struct Line(double A, double B);
}
