using System.Buffers;

namespace Tandem.Routing.Features;

/// <summary>Turns tallies into <see cref="PromptFeatures.Surface"/>: logarithms of sizes, shares of characters and words.</summary>
internal static class SurfaceVector
{
    private static readonly SearchValues<string> s_codeMarks = SearchValues.Create(
        ["def ", "class ", "import ", "return ", "function ", "public ", "static ", "void ", "#include", "=> ", "->", "();", "):", "};", "const ", "var ", "</", "self.", "::", "&&", "||", "==", "!="],
        StringComparison.Ordinal);

    public static float[] Of(string text, PromptReader words)
    {
        var characters = new CharacterTally(text);
        var lines = new LineTally(text);
        var vector = new float[SurfaceNames.All.Count];
        var at = 0;
        var length = Math.Max(1, text.Length);
        var count = Math.Max(1, words.Words);
        var numbers = Math.Max(1, words.Numbers);
        var codeMarks = CountCodeMarks(text);

        Put(Log(text.Length), Log(words.Words), Log(lines.Lines), (double)words.WordLetters / count, Share(words.LongWords), Share(words.VeryLongWords));
        Put(Share(words.DistinctWords), Share(words.Capitalised), Share(words.AllCaps), Share(words.CamelCase), Share(words.SnakeCase));
        Put(Share(words.Numbers), Log(words.Numbers), Share(words.Decimals), (double)words.NumberDigits / numbers, words.LargestMagnitude, Share(words.UnknownWords));
        Put(Log(characters.Sentences), (double)words.Words / Math.Max(1, characters.Sentences), Log(characters.Questions), EndsWithQuestion(lines.Stem) ? 1 : 0);
        Put(Per(characters.Commas), Per(characters.Quotes), Per(characters.Parentheses), Per(characters.Brackets), Per(characters.Braces));
        Put(Per(characters.Operators), Per(characters.Equal), Per(characters.Carets), Per(characters.Backslashes), Per(characters.Underscores));
        Put(Log(characters.Currency), Log(characters.Percent), Per(characters.Semicolons), Per(characters.Colons), Per(characters.NonAscii), Per(characters.Wide));
        Put(lines.Options, Log(lines.MeanOptionLength), Log(lines.OptionSpread), lines.NumericOptionShare, Log(lines.Stem.Length));
        Put(lines.Stem.Contains("___", StringComparison.Ordinal) ? 1 : 0, Count("```"), Math.Min(100.0 * codeMarks / count, 50), Log(codeMarks));
        Put((double)lines.Indented / Math.Max(1, lines.Lines), (double)text.Length / Math.Max(1, lines.Lines), Log(lines.Bullets));
        Put(Has("Example"), Has("Starter code"), Count("Sample "), Log(lines.RomanItems), text.Length > 0 && char.IsLower(text[0]) ? 1 : 0);
        foreach (var inCategory in words.CategoryCounts)
            Put(Share(inCategory));
        foreach (var inCategory in words.CategoryCounts)
            Put(Log(inCategory));
        return vector;

        void Put(params ReadOnlySpan<double> values)
        {
            foreach (var value in values)
                vector[at++] = (float)value;
        }

        double Share(int part) => (double)part / count;
        double Per(int part) => 100.0 * part / length;
        double Has(string mark) => text.Contains(mark, StringComparison.Ordinal) ? 1 : 0;
        double Count(string mark) => Math.Min(6, text.AsSpan().Count(mark));
        static double Log(double value) => Math.Log(1 + value);
    }

    private static bool EndsWithQuestion(ReadOnlySpan<char> stem) => stem.TrimEnd() is [.., '?'];

    private static int CountCodeMarks(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (text.IndexOfAny(s_codeMarks) is >= 0 and var at)
        {
            count++;
            text = text[(at + 1)..];
        }

        return count;
    }
}
