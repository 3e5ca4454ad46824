using System.Text.RegularExpressions;

namespace Tandem.Agent.Evaluators.Solutions;

/// <summary>An answer must not give the solution away: not as code in any language, not in words, not as the bare result, not hidden, and not in pieces over several answers.</summary>
/// <remarks>
/// It compares structure, not words: complete functions, lines of code against the step of the <see cref="HintLadder"/>, the weight of single
/// expressions, steps that make a whole, values that the task asks for, and the teacher's own solutions where there are any. In doubt it refuses:
/// a hint that is said again costs a second, a solution that was seen cannot be taken back.
/// </remarks>
internal sealed partial class NoFullSolutionEvaluator(IReadOnlyList<ReferenceSolution> references) : IEvaluator
{
    /// <summary>Words for the model. They hold nothing of the solution, and do not say what gave it away in detail.</summary>
    private const string Again = "Your answer gives the solution away. Do not show, describe or hide any part of it. Give one hint only, and ask the student a question about the next step.";

    private const int MaxLength = 12_000;

    public string Name => "no_full_solution";

    public ValueTask<Finding> JudgeAsync(Draft draft, CancellationToken cancellationToken)
    {
        try
        {
            var level = HintLadder.LevelOf(draft.Conversation);
            return ValueTask.FromResult(Leak(draft, level) is { } leak ? Finding.Fail(Name, Again + " " + HintLadder.Instruction(level), leak) : Finding.Pass(Name));
        }
        catch (RegexMatchTimeoutException)
        {
            return ValueTask.FromResult(Finding.Fail(Name, Again, "could not be read in time"));
        }
    }

    private string? Leak(Draft draft, int level)
    {
        if (draft.Text.Length > MaxLength)
            return "is no hint by its length alone";
        var asked = PlainText.Visible(string.Join('\n', draft.Asked));
        var known = asked.Split('\n').Select(CodeReader.Key).Where(key => key.Length > 0).ToHashSet(StringComparer.Ordinal);
        foreach (var reading in HiddenText.Readings(draft.Text))
            if (Leak(reading, draft, asked, known, level) is { } leak)
                return reading.HiddenAs is { } hidden ? $"{leak} ({hidden})" : leak;
        return LeakInAll(draft, known, level);
    }

    private string? Leak(Reading reading, Draft draft, string asked, HashSet<string> known, int level)
    {
        var isGuess = reading.HiddenAs is "rot13" or "shifted letters" or "reversed"; // Any text can be read so; most of it is gibberish then.
        if (reading.HiddenAs is not null && !isGuess && reading.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Any(word => word.Length > 2))
            return "holds hidden text";
        if (isGuess && !HiddenText.Keyword().IsMatch(reading.Text))
            return LanguageGuess.Of(reading.Text, out _) is "en" or "de" or "fr" or "es" && LanguageGuess.Of(draft.Text, out _) is null ? "holds hidden text" : null;
        var tally = CodeReader.Read(reading.Text, known);
        if (tally is { HasFunction: true, HasGap: false, BodyLines: > 0 } || tally.Lines.Any(line => Defines(line, asked)))
            return "holds a whole function";
        if (tally.Lines.Count > HintLadder.MostLines(level))
            return $"holds {tally.Lines.Count} lines of code";
        if (tally.Operations >= HintLadder.TooManyOperations(level))
            return $"holds the deciding expression: {PlainText.Clip(tally.Densest!, 80)}";
        return reading.HiddenAs is not null ? null : RecipeReader.Find(reading.Text) ?? FinalResults.Find(reading.Text, [.. draft.Asked.Select(PlainText.Visible)])
            ?? references.Select(reference => reference.Shared(reading.Text, asked)).FirstOrDefault(shared => shared is not null);
    }

    /// <summary>The line gives a body to a name that the task asks for, as functional languages do it.</summary>
    private static bool Defines(string line, string asked) =>
        TaskName().Matches(asked).Any(name => Regex.IsMatch(
            line, $@"^(let |const |var |val |fun |def )*{Regex.Escape(name.Groups["name"].Value)}\b[^=<>!]*=[^=>]\s*\S.*[\w)\]]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, PlainText.Timeout)
            && !Constant().IsMatch(line));

    /// <summary>What this answer and the ones before it give away together.</summary>
    private static string? LeakInAll(Draft draft, HashSet<string> known, int level)
    {
        if (draft.Answered.Count == 0)
            return null;
        var tally = CodeReader.Read(PlainText.Visible(string.Join("\n\n", [.. draft.Answered, draft.Text])), known);
        return tally is { HasFunction: true, HasResult: true, BodyLines: > 1 } ? "completes a function that earlier answers began"
            : tally.Lines.Count > HintLadder.MostLinesInAll(level) ? $"makes {tally.Lines.Count} lines of code with the answers before"
            : null;
    }

    [GeneratedRegex(@"\b(?<name>[a-z_]\w{2,})\s*\(|\b(?:function|method|program|called|named|namens|funktion|methode|fonction|función)\s+[`'""]?(?<name>[a-z_]\w{2,})[`'""]?", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex TaskName();

    /// <summary>A name gets a constant: a start, not a solution.</summary>
    [GeneratedRegex(@"=\s*([""'][^""']*[""']|[\d.]+|\[\]|\{\}|None|null|True|False|true|false)\s*;?$", RegexOptions.None, 1_000)]
    private static partial Regex Constant();
}
