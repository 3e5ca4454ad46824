namespace Tandem.Llama.Tokenization;

/// <summary>The printable characters by which byte-level vocabularies write the 256 bytes.</summary>
/// <remarks>Source: GPT-2's encoder. Printable Latin-1 stands for itself, the rest follows from U+0100 on.</remarks>
internal static class ByteAlphabet
{
    private static readonly char[] Characters = Build();
    private static readonly Dictionary<char, byte> Bytes = Characters.Select((character, index) => (character, index))
        .ToDictionary(pair => pair.character, pair => (byte)pair.index);

    public static char Of(byte value) => Characters[value];

    public static bool TryByte(char character, out byte value) => Bytes.TryGetValue(character, out value);

    private static char[] Build()
    {
        var characters = new char[256];
        var next = 0x100;
        for (var value = 0; value < 256; value++)
            characters[value] = value is >= 0x21 and <= 0x7E or >= 0xA1 and <= 0xAC or >= 0xAE ? (char)value : (char)next++;
        return characters;
    }
}
