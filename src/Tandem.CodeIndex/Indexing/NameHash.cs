namespace Tandem.CodeIndex.Indexing;

/// <summary>FNV-1a over the characters of a name: stable over runs, unlike <see cref="string.GetHashCode()"/>.</summary>
internal static class NameHash
{
    public static int Of(ReadOnlySpan<char> name)
    {
        var hash = 2_166_136_261u;
        foreach (var c in name) hash = (hash ^ c) * 16_777_619u;
        return (int)hash;
    }
}
