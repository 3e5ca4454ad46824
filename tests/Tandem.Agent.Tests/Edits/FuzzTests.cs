using System.Text;
using CsCheck;
using Tandem.Agent.Edits;

namespace Tandem.Agent.Tests.Edits;

/// <summary>Whatever a model writes: no exception, nothing outside touched, and no change under a refusal.</summary>
public sealed class FuzzTests
{
    private static readonly Gen<string> Piece = Gen.OneOf<string>(
        "*** Begin Patch", "*** End Patch", "*** Update File: a.txt", "*** Add File: n/b.txt", "*** Delete File: a.txt", "*** Move to: c.txt", "*** Update File: ../outside/secret.txt", "*** End of File",
        "@@", "@@ -1,2 +1,2 @@", "@@ -999999999999 +1 @@ f", "@@ one", " one", "-two", "+2", "-one", "+1", " three", "", "one", "two",
        "<<<<<<< SEARCH", "=======", ">>>>>>> REPLACE", "------- SEARCH", "+++++++ REPLACE", ":start_line:2", ":start_line:99999999999999", "-------", "a.txt", "../outside/secret.txt", "/etc/passwd", "**a.txt**",
        "```", "```text", "````", "<source>", "</source>", "--- a/a.txt", "+++ b/a.txt", "+++ /dev/null", "--- /dev/null", "diff --git a/a.txt b/x.txt", "rename from a.txt", "rename to ../x.txt", "deleted file mode 100644",
        "\\ No newline at end of file", "...", "// ... existing code ...", "\ud800", "\0", "\ufeff", "\r", "{", "}", "{\"path\": \"a.txt\", \"old_string\": \"two\", \"new_string\": \"2\"}",
        "{\"path\": \"a.txt\", \"edits\": [", "]}", "\"old_string\": \"\", \"new_string\": 5");

    private static readonly Gen<string> Soup = Piece.Array[0, 25].Select(pieces => string.Join('\n', pieces));

    private static readonly Gen<EditFormat> Format = Gen.Enum<EditFormat>();

    [Fact]
    public void No_soup_of_markers_breaks_the_engine() => Gen.Select(Soup, Format, Gen.Bool).Sample(
        (text, format, hasTarget) => Survives(text, format, hasTarget ? "a.txt" : null), iter: 400);

    [Fact]
    public void No_random_text_breaks_the_engine() => Gen.Select(Gen.String, Format, Gen.String).Sample(
        (text, format, target) => Survives(text, format, target), iter: 200);

    [Fact]
    public void No_random_bytes_in_a_file_break_the_engine() => Gen.Select(Gen.Byte.Array[0, 60], Soup, Format).Sample((bytes, text, format) =>
    {
        using var box = new Box();
        box.Put("a.txt", bytes);
        Survives(box, text, format, null);
    }, iter: 200);

    private static void Survives(string text, EditFormat format, string? target)
    {
        using var box = new Box { ["a.txt"] = "one\ntwo\nthree\n" };
        Survives(box, text, format, target);
    }

    private static void Survives(Box box, string text, EditFormat format, string? target)
    {
        var before = box.Snapshot();
        var result = box.Apply(text, format, target);
        Assert.Equal("x", File.ReadAllText(Path.Combine(box.Outside, "secret.txt"), Encoding.UTF8));
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(box.Root)!).Count());
        Assert.DoesNotContain(box.Names(), name => name.Contains(".tandem", StringComparison.Ordinal));
        if (result.Status == EditStatus.Refused) Assert.Equal(before, box.Snapshot());
        else Assert.NotEqual(before, box.Snapshot());
    }
}
