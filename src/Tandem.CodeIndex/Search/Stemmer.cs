namespace Tandem.CodeIndex.Search;

/// <summary>A light English stemmer: plural, -ed, -ing, -er and a silent e, so that <c>parses</c>, <c>parsing</c> and <c>parser</c> meet.</summary>
/// <remarks>Deliberately weaker than Porter's (1980): names of code are short, and each further suffix merged two unlike names for one like pair.</remarks>
internal static class Stemmer
{
    private static readonly System.Buffers.SearchValues<char> Vowels = System.Buffers.SearchValues.Create("aeiouy");

    /// <summary>Shortens a lower-case word in place and returns its new length. Words under four letters, and words with digits, stay.</summary>
    public static int Stem(Span<char> word)
    {
        var n = word.Length;
        if (n < 4) return n;
        foreach (var c in word)
            if (c is < 'a' or > 'z') return n;
        n = Plural(word);
        var before = n;
        if (Noun(word[..n]) is var noun && noun < n) return noun;
        n = Strip(word[..n], "ing") is var ing && ing < n ? ing : Strip(word[..n], "ed");
        if (n == before) n = Agent(word[..n]);
        if (n > 4 && word[n - 1] == word[n - 2] && word[n - 1] is not ('s' or 'e' or 'o')) n--; // stopped → stop, controller → control
        if (n > 3 && word[n - 1] == 'e') n--;
        if (n > 3 && word[n - 1] == 'y') word[n - 1] = 'i';
        return n;
    }

    private static int Plural(Span<char> word)
    {
        var n = word.Length;
        if (word[n - 1] != 's' || word[n - 2] is 's' or 'u' or 'i') return n;
        if (n > 4 && word.EndsWith("ies"))
        {
            word[n - 3] = 'y';
            return n - 2;
        }

        if (n > 4 && (word.EndsWith("sses") || word.EndsWith("xes") || word.EndsWith("ches") || word.EndsWith("shes"))) return n - 2;
        return n - 1;
    }

    /// <summary>indentation → indent; generate, generated, generating, generator and generation → gener.</summary>
    private static int Noun(ReadOnlySpan<char> word)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["ation", "ating", "ated", "ator", "ate"])
            if (word.EndsWith(suffix)) return word.Length - suffix.Length >= 4 ? word.Length - suffix.Length : word.Length;
        return word.Length;
    }

    private static int Agent(ReadOnlySpan<char> word) =>
        word.Length > 5 && (word.EndsWith("er") || word.EndsWith("or")) ? word.Length - 2 : word.Length;

    private static int Strip(ReadOnlySpan<char> word, ReadOnlySpan<char> suffix)
    {
        if (!word.EndsWith(suffix)) return word.Length;
        var stem = word[..^suffix.Length];
        return stem.Length >= 3 && stem.ContainsAny(Vowels) ? stem.Length : word.Length; // string, need
    }
}
