using System.Runtime.InteropServices;
using Tandem.CodeIndex.History;

namespace Tandem.CodeIndex.Search;

/// <summary>A question or a description of a change, read into weighted terms.</summary>
internal sealed class Question
{
    /// <summary>More say little, and <see cref="PlaceFinder"/> holds them as the bits of one number of 128.</summary>
    public const int MaxTerms = 96;

    private Question(IReadOnlyList<QueryTerm> terms) => Terms = terms;

    /// <summary>Heaviest first.</summary>
    public IReadOnlyList<QueryTerm> Terms { get; }

    public static Question Read(string text, TermReader reader, SearchWeights w)
    {
        var clean = CommitMessage.Clean(text).Trim();
        var end = clean.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var line ? line : clean.Length;
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        Add(clean.AsSpan(0, end), 1, weights, reader, w);
        Add(clean.AsSpan(end), w.BodyBoost, weights, reader, w);
        // A word said five times is not five times as important.
        return new Question([.. weights.Select(w => new QueryTerm(w.Key, w.Value <= 1 ? w.Value : 1 + Math.Log(w.Value))).OrderByDescending(t => t.Weight).Take(MaxTerms)]);
    }

    private static void Add(ReadOnlySpan<char> text, double weight, Dictionary<string, double> weights, TermReader reader, SearchWeights w)
    {
        var before = default(Range);
        for (var at = 0; at < text.Length;)
        {
            var range = IdentifierSplitter.Next(text, at);
            at = range.End.Value;
            var identifier = text[range];
            if (identifier.Length is 0 or > IdentifierSplitter.MaxLength) continue;
            var strength = StopWords.IsStop(identifier) ? 0 : StopWords.IsWeak(identifier) ? w.WeakBoost : 1;
            if (strength == 1 && LooksLikeCode(text, range)) strength = w.CodeBoost;
            var whole = false;
            if (strength > 0)
                foreach (var term in reader.Terms(identifier))
                {
                    whole |= term[0] == TermReader.WholeMark;
                    CollectionsMarshal.GetValueRefOrAddDefault(weights, term, out _) += weight * strength;
                }

            if (!whole && strength > 0 && identifier.Length > 3)
                CollectionsMarshal.GetValueRefOrAddDefault(weights, TermReader.Whole(identifier), out _) += weight * strength;
            AddPair(text, before, range, weight * w.PairBoost, weights);
            before = range;
        }
    }

    /// <summary>Written like a name of code: <c>foo_bar</c>, <c>fooBar</c>, <c>foo()</c>, or marked as one.</summary>
    public static bool LooksLikeCode(ReadOnlySpan<char> text, Range range)
    {
        var (from, to) = (range.Start.Value, range.End.Value);
        var word = text[range];
        if (word.Contains('_') || (to < text.Length && text[to] == '(') || (from > 0 && text[from - 1] is '`' or '.' or '#')) return true;
        for (var i = 1; i < word.Length; i++)
            if (char.IsUpper(word[i]) && !char.IsUpper(word[i - 1])) return true;
        return false;
    }

    private static void AddPair(ReadOnlySpan<char> text, Range first, Range second, double weight, Dictionary<string, double> weights)
    {
        var gap = first.End.Value > 0 ? text[first.End.Value..second.Start.Value] : default;
        if (gap.Length != 1 || gap[0] is not (' ' or '-' or '.' or '/')) return;
        if (StopWords.IsStop(text[first]) || StopWords.IsStop(text[second])) return;
        var pair = TermReader.Whole(text[first.Start.Value..second.End.Value]);
        CollectionsMarshal.GetValueRefOrAddDefault(weights, pair, out _) += weight;
    }
}
