namespace Tandem.Llama.Grammars;

/// <summary>Refuses rules that can call themselves before they take a byte: the matcher would never come to an end.</summary>
internal static class LeftRecursion
{
    private enum Mark
    {
        New,
        Open,
        Done,
    }

    public static void ThrowIfAny(GrammarElement[][][] rules)
    {
        var nullable = Nullable(rules);
        var marks = new Mark[rules.Length];
        for (var rule = 0; rule < rules.Length; rule++)
            Visit(rules, rule, nullable, marks, depth: 0);
    }

    private static bool[] Nullable(GrammarElement[][][] rules)
    {
        var nullable = new bool[rules.Length];
        for (var changed = true; changed;)
        {
            changed = false;
            for (var rule = 0; rule < rules.Length; rule++)
            {
                if (!nullable[rule] && rules[rule].Any(alternative => alternative.All(element => element.Rule >= 0 && nullable[element.Rule])))
                    changed = nullable[rule] = true;
            }
        }

        return nullable;
    }

    private static void Visit(GrammarElement[][][] rules, int rule, bool[] nullable, Mark[] marks, int depth)
    {
        if (marks[rule] == Mark.Done)
            return;
        if (marks[rule] == Mark.Open)
            throw new GrammarException("A rule of the grammar calls itself before it takes a character (left recursion); rewrite it with * or +.");
        if (depth > 10_000)
            throw new GrammarException("The grammar nests its rules too deeply.");
        marks[rule] = Mark.Open;
        foreach (var alternative in rules[rule])
        {
            foreach (var element in alternative)
            {
                if (element.Rule < 0)
                    break;
                Visit(rules, element.Rule, nullable, marks, depth + 1);
                if (!nullable[element.Rule])
                    break;
            }
        }

        marks[rule] = Mark.Done;
    }
}
