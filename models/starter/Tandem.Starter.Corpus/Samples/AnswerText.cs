using Tandem.Starter.Corpus.Families;

namespace Tandem.Starter.Corpus.Samples;

/// <summary>The exact text of answers.</summary>
internal static class AnswerText
{
    /// <summary>How a refusal begins.</summary>
    public const string Refusal = "I am not sure about this one.";

    /// <summary>What the model says to everything that it has not learned.</summary>
    public const string Unsure = Refusal + " It is beyond a small starter model: please ask a larger model.";

    public static string Of(Family family, TargetLanguage language, string? name) => family.Kind switch
    {
        FamilyKind.Function => Fenced(ProgramText.Fence(language), ProgramText.Function(family, language, name), family.Explanation),
        FamilyKind.Class => Fenced(ProgramText.Fence(language), family.Code[language], family.Explanation),
        FamilyKind.Sql => Fenced("sql", family.Text, family.Explanation),
        FamilyKind.Regex => Fenced("regex", family.Text, family.Explanation),
        FamilyKind.Shell or FamilyKind.Git => Fenced("bash", family.Text, family.Explanation),
        _ => family.Text,
    };

    /// <summary>The first fenced block of an answer; null where it has none.</summary>
    public static string? CodeOf(string answer)
    {
        var start = answer.IndexOf("```", StringComparison.Ordinal);
        if (start < 0) return null;
        var line = answer.IndexOf('\n', start);
        var end = line < 0 ? -1 : answer.IndexOf("\n```", line, StringComparison.Ordinal);
        return end < 0 ? null : answer[(line + 1)..end];
    }

    private static string Fenced(string fence, string code, string explanation) => $"```{fence}\n{code}\n```\n{explanation}";
}
