using System.Text;
using Tandem.Agent.Edits;

namespace Tandem.Agent.Tests.Edits;

public sealed class EncodingTests
{
    private const string Reply = "a.txt\n<<<<<<< SEARCH\nzwei\n=======\ndrei\n>>>>>>> REPLACE\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Keeps_UTF_16_with_its_byte_order_mark(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        byte[] Bytes(string text) => [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
        using var box = new Box();
        box.Put("a.txt", Bytes("eins ü\r\nzwei\r\n"));

        Assert.Equal(EditStatus.Applied, box.Apply(Reply).Status);

        Assert.Equal(Bytes("eins ü\r\ndrei\r\n"), box.Bytes("a.txt"));
    }

    [Fact]
    public void Keeps_bytes_that_are_no_UTF_8()
    {
        using var box = new Box();
        box.Put("a.txt", [.. "caf"u8, 0xE9, .. "\nzwei\n"u8, 0xFF, 0x80, .. "\n"u8]);

        Assert.Equal(EditStatus.Applied, box.Apply(Reply).Status);

        Assert.Equal([.. "caf"u8, 0xE9, .. "\ndrei\n"u8, 0xFF, 0x80, .. "\n"u8], box.Bytes("a.txt"));
    }

    [Fact]
    public void Refuses_a_character_that_the_files_encoding_lacks()
    {
        using var box = new Box();
        box.Put("a.txt", [.. "caf"u8, 0xE9, .. "\nzwei\n"u8]);
        var before = box.Snapshot();

        var error = box.Apply("""{"path": "a.txt", "old_string": "zwei", "new_string": "→"}""").Error!;

        Assert.Equal(EditErrorKind.Malformed, error.Kind);
        Assert.Contains("Latin-1", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, box.Snapshot());
    }

    [Fact]
    public void Refuses_half_a_surrogate_pair()
    {
        using var box = new Box { ["a.txt"] = "zwei\n" };
        Assert.Equal(EditErrorKind.Malformed, box.Apply("""{"path": "a.txt", "old_string": "zwei", "new_string": "\ud83d"}""").Error!.Kind);
    }
}
