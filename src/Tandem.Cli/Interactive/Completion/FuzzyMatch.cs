namespace Tandem.Cli.Interactive.Completion;

/// <summary>How well typed letters fit a path: they must occur in order.</summary>
internal static class FuzzyMatch
{
    /// <summary>Higher is better; null = does not fit. The file's name counts more than its folders, a word's beginning more than its middle.</summary>
    public static int? Score(string letters, string path)
    {
        if (letters.Length == 0)
            return -path.Length;
        var name = path.LastIndexOf('/', path.Length - 1) + 1;
        if (path.AsSpan(name).StartsWith(letters, StringComparison.OrdinalIgnoreCase))
            return 3_000 - path.Length;
        if (path.AsSpan(name).Contains(letters, StringComparison.OrdinalIgnoreCase))
            return 2_000 - path.Length;
        if (path.Contains(letters, StringComparison.OrdinalIgnoreCase))
            return 1_000 - path.Length;
        return InOrder(letters, path) is { } score ? score - path.Length : null;
    }

    private static int? InOrder(string letters, string path)
    {
        var score = 0;
        var at = 0;
        foreach (var letter in letters)
        {
            var found = path.AsSpan(at).IndexOfAny(char.ToLowerInvariant(letter), char.ToUpperInvariant(letter));
            if (found < 0)
                return null;
            at += found;
            var begins = at == 0 || !char.IsLetterOrDigit(path[at - 1]) || char.IsUpper(path[at]) && !char.IsUpper(path[at - 1]);
            score += begins ? 20 : found == 0 ? 10 : 0;
            at++;
        }

        return score;
    }
}
