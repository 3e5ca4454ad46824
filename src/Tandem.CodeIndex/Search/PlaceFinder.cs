using Tandem.CodeIndex.Indexing;
using Tandem.CodeIndex.Scanning;
using Tandem.CodeIndex.Symbols;

namespace Tandem.CodeIndex.Search;

/// <summary>Finds the place inside a file: the definition, and its line, that say most of the question.</summary>
/// <remarks>
/// Reads the file as it is now, so that every place it names exists. The terms of a question are bits of one number, so that what a line
/// says is one number too. Not safe for concurrent use: it remembers the identifiers it met.
/// </remarks>
internal sealed class PlaceFinder
{
    private const int MaxSnippet = 160;
    private const double NameBonus = 2; // A word in the name of a definition counts as in three lines of it.
    private const int FewLines = 10;
    private readonly ISourceTree _tree;
    private readonly IndexDatabase _database;
    private readonly TermReader _reader;
    private readonly long _maxFileBytes;
    private readonly Dictionary<string, int> _bits = new(StringComparer.Ordinal);
    private readonly double[] _worth;
    private readonly Dictionary<string, UInt128> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UInt128>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <param name="worth">What each term of the question is worth; at most <see cref="Question.MaxTerms"/>.</param>
    public PlaceFinder(ISourceTree tree, IndexDatabase database, TermReader reader, IReadOnlyDictionary<string, double> worth, long maxFileBytes)
    {
        (_tree, _database, _reader, _maxFileBytes) = (tree, database, reader, maxFileBytes);
        foreach (var term in worth.Keys) _bits.Add(term, _bits.Count);
        _worth = [.. worth.Values];
        _lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <returns>Null where the file is gone or no text.</returns>
    public SearchHit? Find(IndexedFile file, double score)
    {
        if (_tree.Read(file.Path, _maxFileBytes) is not { } bytes || TextDecoding.Decode(bytes) is not { } text) return null;
        var lines = new List<(Range Range, UInt128 Said)>();
        foreach (var range in text.AsSpan().Split('\n')) lines.Add((range, Said(text.AsSpan(range))));
        var (best, bestScore) = (default(Symbol?), 0.0);
        foreach (var symbol in Symbols(file.Id, lines.Count))
        {
            var value = Value(symbol, lines);
            if (value > bestScore) (best, bestScore) = (symbol, value);
        }

        var (from, to) = best is { } chosen ? (chosen.Line, chosen.EndLine) : (1, lines.Count);
        var line = from;
        for (var i = from; i <= to; i++)
            if (Worth(lines[i - 1].Said) > Worth(lines[line - 1].Said)) line = i;
        var snippet = text[lines[line - 1].Range].Trim();
        if (snippet.Length > MaxSnippet) snippet = snippet[..MaxSnippet] + "…";
        return best is { } place
            ? new SearchHit(file.Path, place.Line, place.EndLine, place.FullName, place.Kind, score, snippet) { BestLine = line }
            : new SearchHit(file.Path, line, line, null, null, score, snippet);
    }

    private List<Symbol> Symbols(int file, int lines)
    {
        using var command = _database.Command("SELECT name, container, kind, line, end_line FROM symbol WHERE file = @file ORDER BY ordinal", "@file");
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
    private double Value(Symbol symbol, List<(Range Range, UInt128 Said)> lines)
    {
        var said = UInt128.Zero;
        for (var i = symbol.Line; i <= symbol.EndLine; i++) said |= lines[i - 1].Said;
        var length = symbol.EndLine - symbol.Line + 1;
        return Worth(said) / (1 + Math.Log(1 + length / (double)FewLines)) + NameBonus * Worth(Said(symbol.Name));
    }

    /// <summary>The terms of the question that a text says, as bits.</summary>
    private UInt128 Said(ReadOnlySpan<char> text)
    {
        var said = UInt128.Zero;
        for (var at = 0; at < text.Length;)
        {
            var range = IdentifierSplitter.Next(text, at);
            at = range.End.Value;
            var identifier = text[range];
            if (identifier.Length is 0 or > IdentifierSplitter.MaxLength) continue;
            if (!_lookup.TryGetValue(identifier, out var bits))
            {
                foreach (var term in _reader.Terms(identifier))
                    if (_bits.TryGetValue(term, out var bit)) bits |= UInt128.One << bit;
                _lookup[identifier] = bits;
            }

            said |= bits;
        }

        return said;
    }

    private double Worth(UInt128 said)
    {
        var sum = 0.0;
        for (; said != UInt128.Zero; said &= said - UInt128.One) sum += _worth[(int)UInt128.TrailingZeroCount(said)];
        return sum;
    }
}
