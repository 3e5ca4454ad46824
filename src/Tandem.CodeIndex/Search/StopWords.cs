namespace Tandem.CodeIndex.Search;

/// <summary>Words that say nothing about which file is meant.</summary>
internal static class StopWords
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Stop = Set(
        "a an and are as at be been being but by can cannot could did do does doing done for from had has have he her his how i if in into is it its itself just " +
        "let lets like may me might more most must my no nor not now of on once one only or other our out over own same shall she should so some such than that " +
        "the their them then there these they this those through to too under until up us very via was we were what when where which while who whom whose why " +
        "will with would you your also any all each both few about above after again against because before below between during further here off " +
        "don doesn isn won wasn aren couldn shouldn didn hasn haven ll ve re please e g ie eg etc vs");

    // The verbs of every change, and the nouns of every question: they find a changelog, seldom the code.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Weak = Set(
        "add adds added adding fix fixes fixed fixing remove removes removed removing update updates updated updating change changes changed changing use uses used " +
        "using make makes made making improve improves improved allow allows allowed support supports supported ensure ensures avoid avoids prevent handle handles " +
        "implement implements implemented introduce move moved rename renamed refactor refactored cleanup clean correct correctly properly issue bug problem error " +
        "feat feature chore docs test tests new old work works need needs want find code file files function class method implemented defined happen happens " +
        "get set check instead missing better some following related commit pull request pr review comment comments suggested");

    public static bool IsStop(ReadOnlySpan<char> word) => Contains(Stop, word);

    public static bool IsWeak(ReadOnlySpan<char> word) => Contains(Weak, word);

    private static bool Contains(HashSet<string>.AlternateLookup<ReadOnlySpan<char>> set, ReadOnlySpan<char> word)
    {
        Span<char> lower = stackalloc char[16];
        return word.Length <= lower.Length && word.ToLowerInvariant(lower) is var n && set.Contains(lower[..n]);
    }

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(string words) =>
        new HashSet<string>(words.Split(' '), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
