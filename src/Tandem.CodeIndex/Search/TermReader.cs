using System.Runtime.InteropServices;

namespace Tandem.CodeIndex.Search;

/// <summary>Turns text into the terms that index and query share: stemmed words, and whole identifiers marked with <c>=</c>.</summary>
/// <remarks>Not safe for concurrent use: it remembers the terms it made.</remarks>
internal sealed class TermReader
{
    /// <summary>Marks a whole identifier in lower case without separators, so that <c>fragment-tracker</c> finds <c>FragmentTracker</c>.</summary>
    public const char WholeMark = '=';

    private const int MaxParts = 16;
    private const int MaxKnown = 6_000; // A scan of a large repository meets millions of names.
    private readonly Dictionary<string, string[]> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public TermReader() => _lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Adds the terms of every identifier in the text to a bag of counts.</summary>
    /// <param name="allWholes">Adds the whole form of one-word names too: right for paths and definitions, waste for running text.</param>
    /// <returns>The number of words read, the unit of a field's length.</returns>
    public int Count(ReadOnlySpan<char> text, Dictionary<string, int> bag, bool allWholes = false)
    {
        var words = 0;
        for (var at = 0; at < text.Length;)
        {
            var range = IdentifierSplitter.Next(text, at);
            at = range.End.Value;
            var identifier = text[range];
            if (identifier.Length is 0 or > IdentifierSplitter.MaxLength) continue;
            var whole = false;
            foreach (var term in Terms(identifier))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(bag, term, out _)++;
                if (term[0] == WholeMark) whole = true;
                else words++;
            }

            if (allWholes && !whole && identifier.Length > 2)
                CollectionsMarshal.GetValueRefOrAddDefault(bag, Whole(identifier), out _)++;
        }

        return words;
    }

    /// <summary>The terms of one identifier: its words, and the whole where it has several words.</summary>
    public string[] Terms(ReadOnlySpan<char> identifier)
    {
        if (identifier.Length is 0 or > IdentifierSplitter.MaxLength) return [];
        if (_lookup.TryGetValue(identifier, out var known)) return known;
        if (_known.Count > MaxKnown) _known.Clear();
        var terms = Make(identifier);
        _lookup[identifier] = terms;
        return terms;
    }

    /// <summary>A whole name as its mark makes it, whatever separators it has.</summary>
    public static string Whole(ReadOnlySpan<char> name)
    {
        Span<char> buffer = stackalloc char[IdentifierSplitter.MaxLength + 1];
        buffer[0] = WholeMark;
        var n = 1;
        foreach (var c in name)
            if (IdentifierSplitter.IsWordChar(c) && c is not ('_' or '$') && n < buffer.Length) buffer[n++] = char.ToLowerInvariant(c);
        return new string(buffer[..n]);
    }

    private static string[] Make(ReadOnlySpan<char> identifier)
    {
        Span<Range> parts = stackalloc Range[MaxParts];
        Span<char> buffer = stackalloc char[IdentifierSplitter.MaxLength];
        var n = IdentifierSplitter.Split(identifier, parts);
        var terms = new List<string>(n + 2);
        foreach (var part in parts[..n])
        {
            var word = buffer[..identifier[part].ToLowerInvariant(buffer)];
            if (IsNoise(word)) continue;
            var letters = word.TrimEnd("0123456789").Length;
            if (letters >= 3 && letters < word.Length) terms.Add(new string(word[..letters])); // sha256 is about sha
            terms.Add(new string(word[..Stemmer.Stem(word)]));
        }

        if (n > 2 && n < 8)
            for (var i = 0; i + 1 < n; i++) terms.Add(Whole(identifier[parts[i].Start.Value..parts[i + 1].End.Value]));
        if (n > 1) terms.Add(Whole(identifier));
        return [.. terms];
    }

    /// <summary>Single letters and numbers say nothing, issue numbers least of all; three digits may be a status code.</summary>
    private static bool IsNoise(ReadOnlySpan<char> word) =>
        word.Length < 2 || (word.Length != 3 && !word.ContainsAnyExceptInRange('0', '9'));
}
