using System.Text.RegularExpressions;

namespace Tandem.Agent.Evaluators.Solutions;

/// <summary>How much an expression does: calls, slices, comprehensions, choices, arithmetic. A line that does much is the solution, however short.</summary>
/// <remarks>Formulas alone weigh nothing: <c>x = (-b + sqrt(d)) / (2*a)</c> is what a textbook says.</remarks>
internal static partial class ExpressionWeight
{
    /// <summary>Calls that only look, convert or print.</summary>
    private static readonly HashSet<string> Free = new(StringComparer.Ordinal)
    {
        "range", "len", "print", "println", "printf", "int", "str", "float", "input", "list", "set", "dict", "tuple", "type", "enumerate", "if", "for", "while", "switch", "return", "and", "or",
        "not", "in", "elif", "foreach", "catch", "log", "WriteLine", "Length", "size", "length", "Count", "count", "assert", "assertEquals", "lock", "using", "when", "match", "String", "Number",
    };

    private static readonly HashSet<string> Formula = new(StringComparer.Ordinal)
    {
        "sqrt", "sin", "cos", "tan", "exp", "ln", "log", "abs", "pow", "max", "min", "floor", "ceil", "round", "f", "g", "h", "P", "E",
    };

    public static int Of(string line)
    {
        if (Expression().Count(line) >= 3 || Pipe().Count(line) >= 2)
            return int.MaxValue; // A regular expression or a chain of commands is whole by itself.
        var code = Texts().Replace(line, "\"\"");
        if (Definition().Match(code) is { Success: true } definition)
            code = code[(definition.Index + definition.Length)..];
        var (calls, formulas, nested) = Calls(code);
        var special = (Comprehension().Count(code) * 2) + (Choice().Count(code) * 2) + (Slice().Count(code) * 2) + StepSlice().Count(code);
        if (calls == 0 && special == 0)
            return 0;
        return calls + formulas + nested + special + Arithmetic().Count(code);
    }

    private static (int Calls, int Formulas, int Nested) Calls(string code)
    {
        var (calls, formulas, nested) = (0, 0, 0);
        var open = new Stack<bool>(); // Whether each open bracket is that of a call that counts.
        for (var place = 0; place < code.Length; place++)
        {
            if (code[place] == ')' && open.Count > 0)
                open.Pop();
            if (code[place] != '(')
                continue;
            var start = place;
            while (start > 0 && (char.IsLetterOrDigit(code[start - 1]) || code[start - 1] == '_'))
                start--;
            var name = code[start..place];
            var counts = name.Length > 0 && !char.IsDigit(name[0]) && !Free.Contains(name);
            if (counts && Formula.Contains(name))
                formulas++;
            else if (counts)
            {
                calls++;
                nested += open.Contains(true) ? 1 : 0;
            }

            open.Push(counts);
        }

        return (calls, formulas, nested);
    }

    [GeneratedRegex(@"""[^""\n]*""|'[^'\n]*'", RegexOptions.None, 1_000)]
    private static partial Regex Texts();

    /// <summary>Parts of a regular expression: classes, escapes, repetitions, anchors.</summary>
    [GeneratedRegex(@"\[\^?\w-\w[^\]\n]*\]|\\[dwsSDWb]|\{\d+(,\d*)?\}|[)\]][*+?]|^\^|\$$|\(\?[:=!<]", RegexOptions.None, 1_000)]
    private static partial Regex Expression();

    [GeneratedRegex(@"\s\|\s(?=(sort|uniq|grep|awk|sed|head|tail|wc|cut|tr|xargs|cat|rev|tee|jq|perl|find)\b)", RegexOptions.None, 1_000)]
    private static partial Regex Pipe();

    /// <summary>What is defined weighs nothing; what stands behind it does.</summary>
    [GeneratedRegex(@"\b(def|function|func|fn|fun)\s*\w*\s*\([^)]*\)\s*[:{]?|^((public|private|static|internal)\s+)+[\w<>\[\]]+\s+\w+\s*\([^)]*\)", RegexOptions.None, 1_000)]
    private static partial Regex Definition();

    [GeneratedRegex(@"[\w)\]]\s+for\s+\w+(\s*,\s*\w+)*\s+in\b|=>|\blambda\b", RegexOptions.None, 1_000)]
    private static partial Regex Comprehension();

    [GeneratedRegex(@"\bif\b.+\belse\b|\?[^:?\n]+:(?!:)", RegexOptions.None, 1_000)]
    private static partial Regex Choice();

    [GeneratedRegex(@"\[[^\[\]\n]*:[^\[\]\n]*\]", RegexOptions.None, 1_000)]
    private static partial Regex Slice();

    [GeneratedRegex(@"\[[^\[\]\n]*::?[^\[\]\n]*-\s*1\]|\[[^\[\]\n]*::", RegexOptions.None, 1_000)]
    private static partial Regex StepSlice();

    [GeneratedRegex(@"(?<=[\w)\]""]\s?)(\*\*|//|[-+*/%])(?=\s?[\w(\[""=])", RegexOptions.None, 1_000)]
    private static partial Regex Arithmetic();
}
