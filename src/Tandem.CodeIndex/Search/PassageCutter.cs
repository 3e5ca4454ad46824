using System.Globalization;
using System.Text;
using Tandem.CodeIndex.Scanning;

namespace Tandem.CodeIndex.Search;

/// <summary>Cuts the lines around a hit that fit a budget, and weighs how much of the question they hold.</summary>
internal sealed class PassageCutter(ISourceTree tree, TermReader reader, Question question, long maxFileBytes)
{
    private const int LinesBefore = 3; // A definition of one line says little without its neighbours.
    private const int LinesAfter = 6;
    private const int MaxLineLength = 240;

    /// <returns>Null where the file is gone, is no text, or not even the best line fits.</returns>
    public Passage? Cut(SearchHit hit, int maxBytes)
    {
        if (tree.Read(hit.Path, maxFileBytes) is not { } bytes || TextDecoding.Decode(bytes) is not { } text) return null;
        var lines = text.Split('\n');
        var count = lines[^1].Length == 0 ? lines.Length - 1 : lines.Length; // A final line feed ends a line, it begins none.
        if (hit.BestLine > count) return null;
        var first = Math.Max(1, Math.Min(hit.Line, hit.BestLine - LinesBefore));
        var last = Math.Min(count, Math.Max(hit.EndLine, hit.BestLine + LinesAfter));

        var (from, to) = (hit.BestLine, hit.BestLine);
        var left = maxBytes - Size(lines, hit.BestLine);
        if (left < 0) return null;
        for (var (up, down) = (true, true); up || down;)
        {
            up = up && from > first && Fits(lines, from - 1, ref left);
            if (up) from--;
            down = down && to < last && Fits(lines, to + 1, ref left);
            if (down) to++;
        }

        var cut = string.Join('\n', Enumerable.Range(from, to - from + 1).Select(number => Numbered(lines, number)));
        return new Passage(hit.Path, from, to, cut, Coverage(string.Join('\n', hit.Path, hit.Symbol, cut)));
    }

    private double Coverage(string text)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        reader.Count(text, found);
        var words = question.Terms.Where(term => !term.IsWhole).ToList();
        return words.Where(term => found.ContainsKey(term.Text)).Sum(term => term.Weight) / (words.Sum(term => term.Weight) + 1);
    }

    private static bool Fits(string[] lines, int number, ref int left)
    {
        var size = Size(lines, number);
        if (size > left) return false;
        left -= size;
        return true;
    }

    private static int Size(string[] lines, int number) => Encoding.UTF8.GetByteCount(Numbered(lines, number)) + 1;

    private static string Numbered(string[] lines, int number)
    {
        var line = lines[number - 1].TrimEnd();
        if (line.Length > MaxLineLength) line = line[..MaxLineLength] + "…";
        return string.Create(CultureInfo.InvariantCulture, $"{number}: {line}");
    }
}
