namespace Tandem.Configuration.Settings;

/// <summary>Finds what somebody probably meant.</summary>
internal static class Suggestion
{
    /// <summary><c>did you mean 'x'?</c> where a candidate is near, else <paramref name="otherwise"/>.</summary>
    public static string Or(string word, IEnumerable<string> candidates, string otherwise) =>
        Nearest(word, candidates) is { } near ? $"did you mean '{near}'?" : otherwise;

    /// <summary>The nearest candidate within a third of the word's length (at least 1, at most 3 edits; case and - or _ do not count), or null.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        if (word.Length is 0 or > 64)
            return null;
        var plain = Plain(word);
        var best = candidates.Select(candidate => (candidate, Distance: Distance(plain, Plain(candidate)))).OrderBy(pair => pair.Distance).FirstOrDefault();
        return best.candidate is not null && best.Distance <= Math.Clamp(word.Length / 3, 1, 3) ? best.candidate : null;
    }

    private static string Plain(string word) => word.ToLowerInvariant().Replace('-', '_');

    /// <summary>Edits by insertion, deletion, replacement and swapping two neighbours (optimal string alignment).</summary>
    private static int Distance(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[from.Length, to.Length];
    }
}
