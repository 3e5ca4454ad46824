namespace Tandem.Routing.Abilities.Probing;

/// <summary>A question with one right answer, which a program can tell.</summary>
/// <param name="Id">Names it in outcome files and reports.</param>
/// <param name="Skill">A domain of outcome files: <c>knowledge</c>, <c>math</c>, <c>coding</c>.</param>
/// <param name="Answer">A number, word or letter.</param>
/// <param name="Difficulty">Ability at which half of the answers are right, guessing apart, on the scale of <see cref="Ability"/>. Judged, not measured.</param>
/// <param name="Chance">Probability of a right answer by guessing.</param>
public sealed record ProbeItem(string Id, string Skill, string Question, string Answer, double Difficulty, double Chance)
{
    private const string Mark = "ANSWER:";

    /// <summary>What is sent to the model.</summary>
    public string Prompt => $"{Question}\n\nWork it out if you need to. Then write the answer alone on the last line, in the form\n{Mark} …";

    /// <summary>Whether a reply ends in the right answer; case, spaces, thousands separators and closing punctuation do not count.</summary>
    public bool IsRight(string reply)
    {
        var at = reply.LastIndexOf(Mark, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return false;
        var line = reply.AsSpan(at + Mark.Length).Trim();
        var end = line.IndexOf('\n');
        return Plain(end < 0 ? line : line[..end]) == Plain(Answer);
    }

    private static string Plain(ReadOnlySpan<char> text)
    {
        var plain = text.Trim(" \t\r*`'\"$.()").ToString().ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal);
        return plain.Length > 0 && plain.All(unit => char.IsAsciiDigit(unit) || unit is ',' or '-') ? plain.Replace(",", "", StringComparison.Ordinal) : plain;
    }
}
