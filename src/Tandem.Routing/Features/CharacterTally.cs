namespace Tandem.Routing.Features;

/// <summary>Counts of punctuation and scripts.</summary>
internal readonly struct CharacterTally
{
    public CharacterTally(string text)
    {
        Span<int> counts = stackalloc int[128];
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            if (unit < 128)
            {
                counts[unit]++;
                if (unit is '.' or '!' or '?' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1])))
                    Sentences++;
            }
            else if (unit >= 0x2E80)
            {
                Wide++;
            }
            else
            {
                NonAscii++;
            }
        }

        Questions = counts['?'];
        Commas = counts[','];
        Quotes = counts['"'] + counts['\''] + counts['`'];
        Parentheses = counts['('];
        Brackets = counts['['];
        Braces = counts['{'];
        Operators = counts['+'] + counts['*'] + counts['/'] + counts['<'] + counts['>'] + counts['|'] + counts['&'];
        Equal = counts['='];
        Carets = counts['^'];
        Backslashes = counts['\\'];
        Underscores = counts['_'];
        Currency = counts['$'];
        Percent = counts['%'];
        Semicolons = counts[';'];
        Colons = counts[':'];
    }

    public int Sentences { get; }

    public int Questions { get; }

    public int Commas { get; }

    public int Quotes { get; }

    public int Parentheses { get; }

    public int Brackets { get; }

    public int Braces { get; }

    public int Operators { get; }

    public int Equal { get; }

    public int Carets { get; }

    public int Backslashes { get; }

    public int Underscores { get; }

    public int Currency { get; }

    public int Percent { get; }

    public int Semicolons { get; }

    public int Colons { get; }

    /// <summary>Beyond ASCII, of alphabetic scripts.</summary>
    public int NonAscii { get; }

    /// <summary>Chinese, Japanese, Korean.</summary>
    public int Wide { get; }
}
