namespace Tandem.Llama.Grammars;

/// <summary>Writes a range of code points as sequences of byte ranges, so that grammars can work on bytes: a token may end inside a character.</summary>
/// <remarks>Source: RFC 3629. The range is cut where the number of bytes changes and where continuation bytes would not run their whole span.</remarks>
internal static class Utf8Ranges
{
    private static readonly (int Low, int High)[] Lengths = [(0, 0x7F), (0x80, 0x7FF), (0x800, 0xD7FF), (0xE000, 0xFFFF), (0x10000, 0x10FFFF)];

    /// <summary>Every sequence of byte ranges whose members are exactly the range's code points in UTF-8. Surrogates are left out.</summary>
    public static IEnumerable<(byte Low, byte High)[]> Sequences(int low, int high)
    {
        foreach (var (shortest, longest) in Lengths)
        {
            var (from, to) = (Math.Max(low, shortest), Math.Min(high, longest));
            if (from > to)
                continue;
            foreach (var sequence in Split(from, to))
                yield return sequence;
        }
    }

    private static IEnumerable<(byte Low, byte High)[]> Split(int low, int high)
    {
        for (var bits = 6; bits <= 18; bits += 6)
        {
            var mask = (1 << bits) - 1;
            if (low < 0x80 || (low & ~mask) == (high & ~mask))
                break;
            if ((low & mask) != 0)
                return Split(low, low | mask).Concat(Split((low | mask) + 1, high));
            if ((high & mask) != mask)
                return Split(low, (high & ~mask) - 1).Concat(Split(high & ~mask, high));
        }

        return [Bytes(low).Zip(Bytes(high), (a, b) => (a, b)).ToArray()];
    }

    private static byte[] Bytes(int codePoint) => codePoint switch
    {
        < 0x80 => [(byte)codePoint],
        < 0x800 => [(byte)(0xC0 | (codePoint >> 6)), Tail(codePoint)],
        < 0x10000 => [(byte)(0xE0 | (codePoint >> 12)), Tail(codePoint >> 6), Tail(codePoint)],
        _ => [(byte)(0xF0 | (codePoint >> 18)), Tail(codePoint >> 12), Tail(codePoint >> 6), Tail(codePoint)],
    };

    private static byte Tail(int bits) => (byte)(0x80 | (bits & 0x3F));
}
