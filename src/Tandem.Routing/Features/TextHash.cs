namespace Tandem.Routing.Features;

/// <summary>FNV-1a over lower-cased UTF-16 units, the same on every machine, because artifacts hold what it addresses.</summary>
internal static class TextHash
{
    public const ulong Start = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Add(ulong hash, char unit) => (hash ^ unit) * Prime;

    public static ulong OfWord(ReadOnlySpan<char> word)
    {
        var hash = Start;
        foreach (var unit in word)
            hash = Add(hash, char.ToLowerInvariant(unit));
        return hash;
    }

    /// <summary>The hash of two words in this order.</summary>
    public static ulong Join(ulong first, ulong second) => Mix((first * 31) ^ second);

    /// <summary>Finalises, so that the low bits depend on all bits (MurmurHash3's finaliser).</summary>
    public static ulong Mix(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccd;
        hash ^= hash >> 33;
        hash *= 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }
}
