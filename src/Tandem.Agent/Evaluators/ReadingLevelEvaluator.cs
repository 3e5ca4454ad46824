using System.Globalization;
using System.Text.RegularExpressions;

namespace Tandem.Agent.Evaluators;

/// <summary>How many years of school the prose asks for.</summary>
/// <remarks>
/// English: Flesch-Kincaid grade (Kincaid et al. 1975). Other languages in Latin or Cyrillic script: LIX (Björnsson 1968), turned into grades
/// by Anderson's table (1983), as 1 grade for 4 points from 20 = grade 4 on. Fewer than 30 words pass: both formulas need sentences.
/// </remarks>
internal sealed partial class ReadingLevelEvaluator(decimal maxGrade) : IEvaluator
{
    private const int EnoughWords = 30;

    public string Name => "reading_level";

    public ValueTask<Finding> JudgeAsync(Draft draft, CancellationToken cancellationToken)
    {
        var grade = Grade(draft.Text);
        return ValueTask.FromResult(grade is { } years && years > (double)maxGrade
            ? Finding.Fail(Name, FormattableString.Invariant($"Write more simply, for grade {maxGrade}: shorter sentences, shorter words."), years.ToString("grade 0.0", CultureInfo.InvariantCulture))
            : Finding.Pass(Name));
    }

    /// <summary>Null where the text is too short or in a script that has no such measure.</summary>
    internal static double? Grade(string text)
    {
        var prose = PlainText.Prose(PlainText.Visible(text));
        var words = Word().Matches(prose).Select(match => match.Value).ToList();
        if (words.Count < EnoughWords)
            return null;
        var sentences = Math.Max(1, SentenceEnd().Count(prose));
        var language = LanguageGuess.Of(text, out _);
        if (language is "en" or null)
            return (0.39 * words.Count / sentences) + (11.8 * words.Sum(Syllables) / words.Count) - 15.59;
        if (language is "zh" or "ja" or "ko" or "th" or "ar" or "he" or "hi")
            return null;
        var lix = ((double)words.Count / sentences) + (100.0 * words.Count(word => word.Length > 6) / words.Count);
        return Math.Clamp(4 + ((lix - 20) / 4), 1, 14);
    }

    /// <summary>Groups of vowels, without a silent e at the end.</summary>
    private static int Syllables(string word)
    {
        var lower = word.ToLowerInvariant();
        if (lower.Length > 3 && lower.EndsWith('e') && !lower.EndsWith("le", StringComparison.Ordinal))
            lower = lower[..^1];
        return Math.Max(1, Vowels().Count(lower));
    }

    [GeneratedRegex(@"\p{L}[\p{L}'’]*", RegexOptions.None, 1_000)]
    private static partial Regex Word();

    [GeneratedRegex(@"[.!?:](\s|$)|\n\s*\n|\S[ \t]*\n(?=[ \t]*\S)", RegexOptions.None, 1_000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex("[aeiouy]+", RegexOptions.None, 1_000)]
    private static partial Regex Vowels();
}
