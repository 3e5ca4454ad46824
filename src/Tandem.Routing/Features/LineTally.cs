namespace Tandem.Routing.Features;

/// <summary>Counts over lines: multiple-choice options (<c>A. …</c>), indentation, bullets; and the stem, the text before the options.</summary>
internal readonly struct LineTally
{
    public LineTally(string text)
    {
        var lengths = 0.0;
        var squares = 0.0;
        var numeric = 0;
        var start = 0;
        var stemEnd = text.Length;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range];
            Lines++;
            if (line is [' ' or '\t', _, ..])
                Indented++;
            var trimmed = line.Trim();
            if (trimmed is [>= 'A' and <= 'J', '.' or ')', ' ', ..])
            {
                if (Options++ == 0)
                    stemEnd = start;
                lengths += trimmed.Length - 3;
                squares += (double)(trimmed.Length - 3) * (trimmed.Length - 3);
                if (trimmed[3..].ContainsAnyInRange('0', '9'))
                    numeric++;
            }
            else if (trimmed is ['-' or '*' or '•', ' ', ..])
            {
                Bullets++;
            }

            if (trimmed is ['I', '.' or 'I' or 'V', ..] or ['(', 'i', ..])
                RomanItems++;
            start += line.Length + 1;
        }

        _text = text;
        _stemLength = stemEnd;
        var options = Math.Max(1, Options);
        MeanOptionLength = lengths / options;
        OptionSpread = Math.Sqrt(Math.Max(0, squares / options - MeanOptionLength * MeanOptionLength));
        NumericOptionShare = (double)numeric / options;
    }

    private readonly string _text;
    private readonly int _stemLength;

    public int Lines { get; }

    public int Indented { get; }

    public int Bullets { get; }

    public int RomanItems { get; }

    public int Options { get; }

    /// <summary>Characters.</summary>
    public double MeanOptionLength { get; }

    /// <summary>Standard deviation of the options' lengths, in characters.</summary>
    public double OptionSpread { get; }

    public double NumericOptionShare { get; }

    public ReadOnlySpan<char> Stem => _text.AsSpan(0, _stemLength);
}
