using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Tandem.CodeIndex.Indexing;
using Tandem.CodeIndex.Scanning;
using Tandem.CodeIndex.Search;
using Tandem.CodeIndex.Symbols;

namespace Tandem.CodeIndex.Map;

/// <summary>Draws the map: definitions that many files use, in files that much leans on, until the budget is full.</summary>
internal sealed class MapDrawer(IndexDatabase database, IndexSnapshot snapshot)
{
    private const double CharactersPerToken = 3; // Code tokenizes at 3 to 4; the lower bound keeps the promise of the budget.
    private const double TypeFactor = 1.5; // A type tells more of a file than one of its members.
    private const int MaxPerFile = 12;

    /// <summary>The score of a file that must not be drawn.</summary>
    public const double LeftOut = -1;

    /// <param name="fileScores">What each file is worth, by its position in the snapshot.</param>
    public RepositoryMap Draw(IReadOnlyList<double> fileScores, int maxTokens, CancellationToken cancellationToken)
    {
        var budget = (int)(maxTokens * CharactersPerToken);
        var chosen = new Dictionary<int, List<Symbol>>();
        var count = 0;
        foreach (var (file, symbol, _) in Rank(fileScores, cancellationToken))
        {
            ref var symbols = ref CollectionsMarshal.GetValueRefOrAddDefault(chosen, file, out var known);
            symbols ??= [];
            var cost = Line(symbol).Length + 1 + (known ? 0 : snapshot.Files[file].Path.Length + 1);
            if (cost > budget || symbols.Count == MaxPerFile)
            {
                if (symbols.Count == 0) chosen.Remove(file);
                if (budget < 24) break; // No line is shorter.
                continue;
            }

            symbols.Add(symbol);
            budget -= cost;
            count++;
        }

        var text = new StringBuilder();
        foreach (var (file, symbols) in chosen.OrderByDescending(c => fileScores[c.Key]).ThenBy(c => snapshot.Files[c.Key].Path, StringComparer.Ordinal))
        {
            text.Append(snapshot.Files[file].Path).Append('\n');
            foreach (var symbol in symbols.OrderBy(s => s.Line)) text.Append(Line(symbol)).Append('\n');
        }

        return new RepositoryMap(text.ToString(), (int)Math.Ceiling(text.Length / CharactersPerToken), chosen.Count, count);
    }

    private static string Line(Symbol symbol) => string.Create(CultureInfo.InvariantCulture, $"  {symbol.Line} {symbol.Kind} {symbol.FullName}");

    private List<(int File, Symbol Symbol, double Score)> Rank(IReadOnlyList<double> fileScores, CancellationToken cancellationToken)
    {
        var uses = CountUses();
        var ranked = new List<(int, Symbol, double)>();
        using var command = database.Command("SELECT file, name, container, kind, line, end_line FROM symbol");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var file = snapshot.FileOf(rows.GetInt32(0));
            if (file < 0 || fileScores[file] == LeftOut || snapshot.Files[file].Role != PathRole.Source) continue;
            var symbol = new Symbol(rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetInt32(4), rows.GetInt32(5));
            var factor = symbol.Kind is "field" or "const" or "constant" or "property" ? 0.5 : symbol.Container.Length == 0 ? TypeFactor : 1;
            ranked.Add((file, symbol, fileScores[file] * factor * (1 + Math.Log(1 + uses.GetValueOrDefault(NameHash.Of(symbol.Name))))));
        }

        ranked.Sort((a, b) => b.Item3 != a.Item3 ? b.Item3.CompareTo(a.Item3) : a.Item1 != b.Item1 ? a.Item1.CompareTo(b.Item1) : a.Item2.Line.CompareTo(b.Item2.Line));
        return ranked;
    }

    /// <summary>In how many files each name occurs.</summary>
    private Dictionary<int, int> CountUses()
    {
        var uses = new Dictionary<int, int>();
        using var command = database.Command("SELECT reference_hashes FROM file");
        using var rows = command.ExecuteReader();
        while (rows.Read())
            foreach (var hash in MemoryMarshal.Cast<byte, int>((byte[])rows[0])) CollectionsMarshal.GetValueRefOrAddDefault(uses, hash, out _)++;
        return uses;
    }
}
