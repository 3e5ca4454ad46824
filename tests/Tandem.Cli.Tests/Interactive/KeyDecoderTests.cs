using System.Text;
using CsCheck;
using Tandem.Cli.Interactive.Keys;

namespace Tandem.Cli.Tests.Interactive;

public sealed class KeyDecoderTests
{
    public static TheoryData<string, string> Sequences => new()
    {
        { "a", "Text a" },
        { "ä", "Text ä" },
        { "\u0003", "Text c Control" },
        { "\n", "Text j Control" },
        { "\r", "Enter" },
        { "\e\r", "Enter Alt" },
        { "\e[13;2u", "Enter Shift" },
        { "\e[27;2;13~", "Enter Shift" },
        { "\e[A", "Up" },
        { "\eOA", "Up" },
        { "\e[1;5C", "Right Control" },
        { "\eb", "Text b Alt" },
        { "\e[Z", "Tab Shift" },
        { "\u007f", "Backspace" },
        { "\e\u007f", "Backspace Alt" },
        { "\e[3~", "Delete" },
        { "\e[99;5u", "Text c Control" },
        { "\e", "Escape" },
        { "\e\e", "Escape, Escape" },
        { "\e[200~one\r\ntwo\rthree\e[201~x", "Paste one\ntwo\nthree, Text x" },
        { "\e[200~\e[A\u0003\e[201~", "Paste \e[A\u0003" },
        { "\e[31m", "Unknown" },
        { "\e[?1;2cq", "Unknown, Text q" },
        { "\e[12", "Unknown" },
        { "\0", "Text   Control" },
        { "\u001f", "Text _ Control" },
    };

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Bytes_are_the_key_that_was_pressed(string bytes, string keys) => Assert.Equal(keys, string.Join(", ", Decode([Encoding.UTF8.GetBytes(bytes)]).Select(Shown)));

    [Fact]
    public void Bytes_that_are_no_text_become_replacement_characters() =>
        Assert.Equal(["Text \uFFFD", "Text a"], Decode([[0xFF, (byte)'a']]).Select(Shown));

    /// <summary>However the line cuts the bytes, the same keys come out.</summary>
    [Fact]
    public void Cutting_the_bytes_anywhere_changes_no_key()
    {
        string[] known = ["a", "é", "日", "👩‍💻", "\r", "\e[A", "\e[1;5D", "\eOP", "\eb", "\e[200~paste\n\e[201~", "\u0003", "\e[99;5u"];
        var piece = Gen.Int[0, known.Length - 1].Select(place => known[place]);
        Gen.Select(piece.List[1, 8], Gen.Int[1, 5]).Sample((pieces, size) =>
        {
            var bytes = Encoding.UTF8.GetBytes(string.Concat(pieces));
            return Decode([bytes]).SequenceEqual(Decode([.. bytes.Chunk(size)]));
        });
    }

    private static List<Key> Decode(IReadOnlyList<byte[]> chunks)
    {
        var decoder = new KeyDecoder();
        var keys = new List<Key>();
        foreach (var chunk in chunks)
        {
            decoder.Add(chunk);
            while (decoder.TryRead(out var key)) keys.Add(key);
        }

        while (decoder.TryRead(out var key, nothingFollows: true)) keys.Add(key);
        return keys;
    }

    private static string Shown(Key key) =>
        $"{key.Kind}{(key.Text.Length > 0 ? " " + key.Text : "")}{(key.Modifiers != KeyModifiers.None ? " " + key.Modifiers : "")}";
}
