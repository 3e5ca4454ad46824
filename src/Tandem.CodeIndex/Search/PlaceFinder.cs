using Tandem.CodeIndex.Indexing;
using Tandem.CodeIndex.Scanning;
using Tandem.CodeIndex.Symbols;

namespace Tandem.CodeIndex.Search;

/// <summary>Finds the place inside a file: the definition, and its line, that say most of the question.</summary>
/// <remarks>Reads the file as it is now, so that every place it names exists.</remarks>
internal sealed class PlaceFinder(ISourceTree tree, IndexDatabase database, TermReader reader, long maxFileBytes)
{
    private const int MaxSnippet = 160;
    private const double NameBonus = 2; // A word in the name of a definition counts as in three lines of it.
    private const int FewLines = 10;

    /// <param name="weights">What each term of the question is worth.</param>
    /// <returns>Null where the file is gone or no text.</returns>
    public SearchHit? Find(IndexedFile file, double score, IReadOnlyDictionary<string, double> weights)
    {
        if (tree.Read(file.Path, maxFileBytes) is not { } bytes || TextDecoding.Decode(bytes) is not { } text) return null;
        var lines = text.Split('\n');
        var found = lines.Select(line => Weigh(line, weights)).ToList();
        var symbols = Symbols(file.Id, lines.Length);
        var (best, bestScore) = (default(Symbol?), 0.0);
        foreach (var symbol in symbols)
        {
            var value = Value(symbol, found, weights);
            if (value > bestScore) (best, bestScore) = (symbol, value);
        }

        var (from, to) = best is { } chosen ? (chosen.Line, chosen.EndLine) : (1, lines.Length);
        var line = from;
        for (var i = from; i <= to; i++)
            if (Sum(found[i - 1], weights) > Sum(found[line - 1], weights)) line = i;
        var snippet = lines[line - 1].Trim();
        if (snippet.Length > MaxSnippet) snippet = snippet[..MaxSnippet] + "…";
        return best is { } place
            ? new SearchHit(file.Path, place.Line, place.EndLine, place.FullName, place.Kind, score, snippet) { BestLine = line }
            : new SearchHit(file.Path, line, line, null, null, score, snippet);
    }

    private List<Symbol> Symbols(int file, int lines)
    {
        using var command = database.Command("SELECT name, container, kind, line, end_line FROM symbol WHERE file = @file ORDER BY ordinal", "@file");
        command.Parameters[0].Value = file;
        using var rows = command.ExecuteReader();
        var symbols = new List<Symbol>();
        while (rows.Read())
        {
            var symbol = new Symbol(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetInt32(3), rows.GetInt32(4));
            if (symbol.Line >= 1 && symbol.Line <= symbol.EndLine && symbol.EndLine <= lines) symbols.Add(symbol); // The file may have changed meanwhile.
        }

        return symbols;
    }

    /// <summary>The worth of the distinct terms in the definition, less for long ones, more for terms in its name.</summary>
    private double Value(Symbol symbol, List<List<string>> found, IReadOnlyDictionary<string, double> weights)
    {
        var distinct = new HashSet<string>(StringComparer.Ordinal);
        for (var i = symbol.Line; i <= symbol.EndLine; i++) distinct.UnionWith(found[i - 1]);
        var length = symbol.EndLine - symbol.Line + 1;
        return Sum(distinct, weights) / (1 + Math.Log(1 + length / (double)FewLines)) + NameBonus * Sum(Weigh(symbol.Name, weights), weights);
    }

    private List<string> Weigh(ReadOnlySpan<char> line, IReadOnlyDictionary<string, double> weights)
    {
        var found = new List<string>();
        for (var at = 0; at < line.Length;)
        {
            var range = IdentifierSplitter.Next(line, at);
            at = range.End.Value;
            foreach (var term in reader.Terms(line[range]))
                if (weights.ContainsKey(term) && !found.Contains(term)) found.Add(term);
        }

        return found;
    }

    private static double Sum(IEnumerable<string> terms, IReadOnlyDictionary<string, double> weights) => terms.Sum(t => weights[t]);
}
