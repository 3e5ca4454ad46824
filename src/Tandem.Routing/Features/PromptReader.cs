namespace Tandem.Routing.Features;

/// <summary>One pass over the words and numbers of a text: tallies for <see cref="SurfaceVector"/>, hashes for the n-gram models.</summary>
internal sealed class PromptReader(string text)
{
    private const int StemLength = 5;
    private const ulong StemSalt = 0x5bd1e995;

    private readonly HashSet<uint> _distinct = [];
    private ulong _previous;

    public List<uint> Grams { get; } = new(512);

    public int[] CategoryCounts { get; } = new int[Lexicon.Count];

    public int Words { get; private set; }

    public int WordLetters { get; private set; }

    public int LongWords { get; private set; }

    public int VeryLongWords { get; private set; }

    public int Capitalised { get; private set; }

    public int AllCaps { get; private set; }

    public int CamelCase { get; private set; }

    public int SnakeCase { get; private set; }

    public int Numbers { get; private set; }

    public int Decimals { get; private set; }

    public int NumberDigits { get; private set; }

    public double LargestMagnitude { get; private set; }

    public int UnknownWords { get; private set; }

    public int DistinctWords => _distinct.Count;

    public void Read()
    {
        var at = 0;
        while (at < text.Length)
        {
            var unit = text[at];
            if (char.IsAsciiDigit(unit))
                at = ReadNumber(at);
            else if (char.IsLetter(unit) || unit == '_')
                at = ReadWord(at);
            else
                at++;
        }
    }

    private int ReadNumber(int start)
    {
        var at = start;
        var whole = 0;
        var hasPoint = false;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] is '.' or ',' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))))
        {
            if (text[at] == '.')
                hasPoint = true;
            else if (text[at] != ',' && !hasPoint)
                whole++;
            at++;
        }

        Numbers++;
        NumberDigits += whole;
        Decimals += hasPoint ? 1 : 0;
        var exponent = at < text.Length && text[at] == '^' && text.AsSpan(start, at - start) is "10" ? Exponent(at + 1) : 0;
        LargestMagnitude = Math.Max(LargestMagnitude, exponent > 0 ? exponent : whole);

        // A number stands for its shape: its value is of no use to a linear model.
        Emit(TextHash.Add(TextHash.Add(TextHash.Start, '#'), (char)('0' + Math.Min(whole, 8) + (hasPoint ? 16 : 0))));
        return at;
    }

    private int Exponent(int at)
    {
        while (at < text.Length && text[at] is '{' or '(')
            at++;
        var value = 0;
        for (; at < text.Length && char.IsAsciiDigit(text[at]) && value < 100; at++)
            value = value * 10 + (text[at] - '0');
        return value;
    }

    private int ReadWord(int start)
    {
        var at = start;
        var hash = TextHash.Start;
        var stem = 0UL;
        var withoutLast = hash;
        var upper = 0;
        var humps = 0;
        var underscores = 0;
        while (at < text.Length)
        {
            var unit = text[at];
            if (!(char.IsLetterOrDigit(unit) || unit == '_' || (unit is '-' or '\'' or '’' && at > start && at + 1 < text.Length && char.IsLetter(text[at + 1]))))
                break;
            if (char.IsUpper(unit))
            {
                upper++;
                if (at > start && char.IsLower(text[at - 1]))
                    humps++;
            }
            else if (unit == '_')
            {
                underscores++;
            }

            withoutLast = hash;
            hash = TextHash.Add(hash, unit == '’' ? '\'' : char.ToLowerInvariant(unit));
            if (++at - start == StemLength)
                stem = hash;
        }

        var length = at - start;
        Tally(start, length, upper, humps, underscores);
        var mask = Lexicon.MaskOf(hash);
        if (mask == 0 && length > 3 && text[at - 1] == 's')
            mask = Lexicon.MaskOf(withoutLast);
        if (mask == 0 && length > 3)
            UnknownWords++;
        for (; mask != 0; mask &= mask - 1)
            CategoryCounts[System.Numerics.BitOperations.TrailingZeroCount(mask)]++;
        _distinct.Add((uint)hash);
        Emit(hash);
        if (length > StemLength)
            Grams.Add((uint)TextHash.Mix(stem ^ StemSalt));
        return at;
    }

    private void Tally(int start, int length, int upper, int humps, int underscores)
    {
        Words++;
        WordLetters += length;
        LongWords += length >= 8 ? 1 : 0;
        VeryLongWords += length >= 12 ? 1 : 0;
        Capitalised += upper > 0 && char.IsUpper(text[start]) && length > 1 && upper < length ? 1 : 0;
        AllCaps += length > 1 && upper == length ? 1 : 0;
        CamelCase += humps > 0 ? 1 : 0;
        SnakeCase += underscores > 0 && length > underscores ? 1 : 0;
    }

    private void Emit(ulong hash)
    {
        Grams.Add((uint)TextHash.Mix(hash));
        if (_previous != 0)
            Grams.Add((uint)TextHash.Join(_previous, hash));
        _previous = hash;
    }
}
