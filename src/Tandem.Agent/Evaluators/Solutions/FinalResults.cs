using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tandem.Agent.Evaluators.Solutions;

/// <summary>Finds the final result in an answer: the value that the student was to find, however it is written; or any value that is called the answer.</summary>
/// <remarks>What the student wrote themselves may be confirmed.</remarks>
internal static partial class FinalResults
{
    /// <summary>What gives the result away; null = nothing.</summary>
    /// <param name="turns">What the student wrote, the task first.</param>
    public static string? Find(string answer, IReadOnlyList<string> turns)
    {
        var asked = string.Join('\n', turns);
        var said = Numbers(asked);
        var offered = Offered(turns);
        foreach (var value in Computed(asked).Where(value => !said.Contains(value)))
            if (Names(answer, value) is { } shown)
                return $"names the result ({shown})";
        if (Bare(answer) is { } bare && !asked.Contains(bare, StringComparison.OrdinalIgnoreCase))
            return "is nothing but a result";
        if (Boxed().IsMatch(answer))
            return "marks a value as the result";
        foreach (Match claim in Claim().Matches(answer))
            if (claim.Groups["value"].Value.Trim('*', '_', '`', '"', '\'', '$', ' ', '.', '(', ')') is { Length: > 0 } value
                && (Numbers(value) is { Count: > 0 } numbers ? !numbers.IsSubsetOf(offered) : value.Length == 1 || !Contains(turns.Skip(1), value)) && !IsQuestioned(answer, claim))
                return $"calls a value the answer ({PlainText.Clip(value, 40)})";
        return Equation(answer, said);
    }

    /// <summary>Values that the student's words ask for: of expressions, percentages and linear equations.</summary>
    private static IEnumerable<double> Computed(string asked)
    {
        foreach (Match match in Expression().Matches(asked))
            if (Operator().IsMatch(match.Value.TrimStart('-')) && Arithmetic.Value(match.Value) is { } value)
                yield return value;
        foreach (Match match in Percentage().Matches(asked))
            if (Number(match.Groups[1].Value) is { } part && Number(match.Groups[2].Value) is { } whole)
                yield return part * whole / 100;
        foreach (Match match in Unknown().Matches(asked))
            if (Arithmetic.Solve(match.Groups[1].Value, match.Groups[2].Value) is { } root)
                yield return root;
    }

    /// <summary>How the text names a number: in digits, words, digit by digit, backwards, or in another system.</summary>
    private static string? Names(string text, double value)
    {
        if (Numbers(text).Contains(value))
            return "in digits";
        if (Fraction().Matches(text).Any(fraction => Arithmetic.Value(fraction.Value) is { } ratio && Math.Abs(ratio - value) < 1e-9))
            return "as a fraction";
        if (value != Math.Floor(value) || value is < 0 or > 9_999_999)
            return null;
        var number = (int)value;
        var digits = number.ToString(CultureInfo.InvariantCulture);
        var letters = Compact(text);
        if (number > 12 && NumberWords.Of(number).Any(letters.Contains))
            return "in words";
        if (digits.Length < 2)
            return null;
        var oneByOne = string.Join(@"(?:[\s,.;:*_|/–-]|\band\b|\bthen\b|\bund\b|\bfollowed by\b|\bdigit\b|\ba\b){1,14}", digits.Select(digit => $"(?:{digit}|{NumberWords.Of(digit - '0')[0]})"));
        if (Regex.IsMatch(text, $@"\b{oneByOne}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PlainText.Timeout))
            return "digit by digit";
        var backwards = new string([.. digits.Reverse()]);
        if (Backwards().IsMatch(text) && Numbers(text).Contains(double.Parse(backwards, CultureInfo.InvariantCulture)))
            return "backwards";
        string[] systems = [number.ToString("x", CultureInfo.InvariantCulture), number.ToString("b", CultureInfo.InvariantCulture), Roman(number)];
        return systems.Any(other => other.Length > 1 && Regex.IsMatch(text, $@"(?<![\w])(0[xb])?{other}(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PlainText.Timeout))
            && !systems[0].Equals(digits, StringComparison.Ordinal) ? "in another number system" : null;
    }

    /// <summary>An equation whose left side is made of the student's numbers and whose right side is new.</summary>
    private static string? Equation(string answer, HashSet<double> said)
    {
        foreach (Match match in Computation().Matches(answer))
            if (Arithmetic.Value(match.Groups[1].Value) is { } left && Number(match.Groups[2].Value) is { } right && Math.Abs(left - right) < 1e-6
                && !said.Contains(right) && Numbers(match.Groups[1].Value) is { Count: > 1 } parts && parts.IsSubsetOf(said))
                return $"computes with the task's own numbers ({match.Value.Trim()})";
        return null;
    }

    /// <summary>The whole answer where it is no more than a value.</summary>
    private static string? Bare(string answer)
    {
        var text = Marks().Replace(answer, " ").Trim(' ', '.', '!', '\n');
        return text.Length is > 0 and <= 40 && !text.Contains('?') && text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length <= 2 && (text.Any(char.IsAsciiDigit) || text.Length <= 20)
            ? text
            : null;
    }

    private static bool IsQuestioned(string answer, Match claim)
    {
        var end = answer.AsSpan(claim.Index).IndexOfAny('.', '!', '\n');
        var question = answer.IndexOf('?', claim.Index);
        return question >= 0 && (end < 0 || question < claim.Index + end) || Conditional().IsMatch(answer[Math.Max(0, claim.Index - 12)..claim.Index]);
    }

    /// <summary>Numbers that the student put forward as a result: in any turn after the task, or in the task as "I got 7".</summary>
    private static HashSet<double> Offered(IReadOnlyList<string> turns) =>
        [.. turns.Skip(1).SelectMany(Numbers), .. turns.Take(1).SelectMany(task => Proposal().Matches(task)).Select(match => Number(match.Groups["value"].Value)).OfType<double>()];

    private static bool Contains(IEnumerable<string> turns, string value) => turns.Any(turn => turn.Contains(value, StringComparison.OrdinalIgnoreCase));

    private static HashSet<double> Numbers(string text) =>
        [.. NumberToken().Matches(text).Select(match => Number(match.Value)).OfType<double>()];

    private static double? Number(string text) =>
        double.TryParse(Thousands().Replace(text, "").Replace('−', '-').Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Compact(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var letter in text)
            if (char.IsLetter(letter))
                letters.Append(char.ToLowerInvariant(letter));
        return letters.ToString();
    }

    private static string Roman(int number)
    {
        if (number is < 1 or > 3_999)
            return "";
        (int Value, string Sign)[] signs = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
        var roman = new StringBuilder();
        foreach (var (value, sign) in signs)
            for (; number >= value; number -= value)
                roman.Append(sign);
        return roman.ToString();
    }

    [GeneratedRegex(@"(?<![\w.])[-(]*\d[\d., ]*(?:\s*(?:\*\*|[-+*/^%×·÷−])\s*[-(]*\d[\d.,]*\)*)+", RegexOptions.None, 1_000)]
    private static partial Regex Expression();

    [GeneratedRegex(@"(?<=[\d)\s])(\*\*|[-+*/^%×·÷−])", RegexOptions.None, 1_000)]
    private static partial Regex Operator();

    [GeneratedRegex(@"(\d[\d.,]*)\s*(?:%|percent|prozent|pour cent|por ciento)\s*(?:of|von|de|du)\s*(?:the )?\$?€?(\d[\d.,]*)", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Percentage();

    [GeneratedRegex(@"((?>[-+*/().\s]|\d+[a-z]?(?![a-zA-Z])|(?<![a-zA-Z])[a-z](?![a-zA-Z]))+)=((?>[-+*/().\s]|\d+[a-z]?(?![a-zA-Z])|(?<![a-zA-Z])[a-z](?![a-zA-Z]))+)", RegexOptions.None, 1_000)]
    private static partial Regex Unknown();

    [GeneratedRegex(@"((?>[\d.]+|[-+*/^%()×·÷−]|\s)+)=\s*\$?([-−]?\d[\d.,]*)", RegexOptions.None, 1_000)]
    private static partial Regex Computation();

    [GeneratedRegex(@"(?<![\w.])[-−]?\d+(?:[,.\u202F ']\d{3})*(?:[.,]\d+)?(?![\w])|(?<=[\w)=])-?\d+(?=\b)", RegexOptions.None, 1_000)]
    private static partial Regex NumberToken();

    [GeneratedRegex(@"[,.'\u202F ](?=\d{3}(\D|$))", RegexOptions.None, 1_000)]
    private static partial Regex Thousands();

    [GeneratedRegex(@"[*_`#>$\\\[\](){}""]|^\s*(answer|result|solution|antwort|ergebnis|lösung)\s*:", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Marks();

    [GeneratedRegex(@"\b(?:i (?:got|get|have|think|found)|is it|my (?:answer|result) is|so it'?s|ich (?:habe|bekomme)|j'ai|tengo)\D{0,15}(?<value>[-−]?\d[\d.,]*)", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Proposal();

    [GeneratedRegex(@"(?<![\w/.])\d+\s*/\s*\d+(?![\w/]|\.\d)", RegexOptions.None, 1_000)]
    private static partial Regex Fraction();

    [GeneratedRegex(@"\\boxed\s*\{", RegexOptions.None, 1_000)]
    private static partial Regex Boxed();

    [GeneratedRegex(@"\b(backwards?|reversed?|rückwärts|umgekehrt|right to left|à l'envers|al revés)\b", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Backwards();

    [GeneratedRegex(@"\b(if|wenn|falls|suppose|say|whether|si)\b[^.]*$", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Conditional();

    /// <summary>"The answer is …" with a value: a number, something quoted or in code, a capital letter or name, a truth value. Plain words ("the answer is in your notes") are no value.</summary>
    [GeneratedRegex(@"(?i:\b(?:(?:final |correct |right |richtige |endgültige )?(?:answer|result|solution|output|sum|product|difference|quotient|total|derivative|integral|area|volume|perimeter|mean|average|median|probability|root|summe|produkt|fläche|ableitung|lösung|ergebnis|antwort|résultat|réponse|solution|respuesta|resultado|solución)(?: here| to this| of (?:this|it|the \w+|[\w^*+ -]{1,12}))?\s*(?:is|are|=|:|would be|will be|must be|lautet|ist|beträgt|est|es|sera)|(?:you(?:'ll)? (?:get|should get|end up with|obtain)|that (?:gives|makes|equals)|(?:gives|giving|get) you|it (?:equals|comes to|evaluates to|prints|returns)|which (?:is|equals|gives|makes)|das ergibt|du (?:bekommst|erhältst)|kommt .{0,20}heraus|ce qui donne|on obtient|eso da|obtienes)|\b[xyzn]\s*(?:=|is|equals|ist))\s*(?:exactly |simply |just |therefore |then |genau |einfach )?)(?<value>[*_`""'$(]*\s?(?:[-−]?\d+[a-z](?![a-z])|[-−]?\d[\d.,]*|[*]{2}[^*\n]{1,40}[*]{2}|`[^`\n]{1,60}`|""[^""\n]{1,40}""|\$[^$\n]{1,40}\$|(?-i:[A-Z])\b(?!\s+[a-z])|(?-i:[A-Z][a-z]+)\b|(?-i:O)\([^)]*\)|(?i:true|false|yes|no|wahr|falsch|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:twen|thir|for|fif|six|seven|eigh|nine)ty\w*|\w+teen|\w+ hundred)\b))", RegexOptions.None, 1_000)]
    private static partial Regex Claim();
}
