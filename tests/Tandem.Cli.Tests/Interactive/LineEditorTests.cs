using System.Text;
using CsCheck;
using Tandem.Cli.Interactive.Completion;
using Tandem.Cli.Interactive.Editing;
using Tandem.Cli.Interactive.Keys;

namespace Tandem.Cli.Tests.Interactive;

public sealed class LineEditorTests
{
    private const int Width = 40;
    private readonly InputHistory _history = new(null);

    [Theory]
    [InlineData("abc\u0001x", "x|abc")]
    [InlineData("abc\e[D\e[Dx", "ax|bc")]
    [InlineData("one two\e\u007f", "one |")]
    [InlineData("one two.three\u0017", "one |")]
    [InlineData("one two\eb\eb\u000b", "|")]
    [InlineData("one two\eb\u000b\u0001\u0019", "two|one ")]
    [InlineData("ab\u0014", "ba|")]
    [InlineData("one\u0015two\u001f\u001f", "one|")]
    [InlineData("a\nb\u0001x", "a\nx|b")]
    [InlineData("a\\\rb", "a\nb|")]
    [InlineData("a\e\rb\e[Ax", "ax|\nb")]
    [InlineData("日本\e[D\u007f", "|本")]
    [InlineData("e\u0301x\u007f\u007f", "|")]
    [InlineData("👩\u200d💻!\u007f\u007f", "|")]
    [InlineData("one\e<x\e>y", "xoney|")]
    public void Emacs_keys_edit_whole_characters(string typed, string expected) => Assert.Equal(expected, Shown(Press(typed)));

    [Fact]
    public void A_long_paste_is_one_block_that_is_sent_whole_and_deleted_whole()
    {
        var text = string.Join('\n', Enumerable.Range(1, 40).Select(line => $"line {line}"));

        var editor = Press($"see \e[200~{text}\e[201~!");

        Assert.Equal($"see {text}!", editor.Buffer.Text);
        Assert.Contains("[pasted 40 lines]", editor.Buffer.Cells.Select(cell => cell.Shown));
        Assert.Equal("see ", Press("\u007f\u007f", editor).Buffer.Text);
    }

    [Fact]
    public void A_paste_never_acts_whatever_it_holds()
    {
        var editor = Press("\e[200~rm -rf /\r\u0003\e[201~");

        Assert.Equal("rm -rf /\n\u0003", editor.Buffer.Text);
        Assert.DoesNotContain('\u0003', string.Concat(editor.Buffer.Cells.Select(cell => cell.Shown)));
    }

    [Fact]
    public void Arrows_walk_through_rows_then_through_history_and_back_to_the_draft()
    {
        _history.Add("first");
        _history.Add("second\nline");
        var editor = Press("draft");

        Assert.Equal("second\nline|", Shown(Press("\e[A", editor)));
        Assert.Equal("secon|d\nline", Shown(Press("\e[D\e[A\e[C\e[C", editor))); // Up goes to the row above first.
        Assert.Equal("first|", Shown(Press("\e[A", editor)));
        Assert.Equal("draft|", Shown(Press("\e[B\e[B\e[B", editor)));
    }

    [Fact]
    public void Searching_the_history_finds_the_newest_and_again_an_older_one()
    {
        foreach (var entry in new[] { "dotnet build", "git status", "dotnet test" }) _history.Add(entry);

        var editor = Press("\u0012dot");
        Assert.Equal("dotnet test", editor.Search!.Found);
        Press("\u0012", editor);
        Assert.Equal("dotnet build", editor.Search!.Found);
        Assert.Equal("dotnet build|", Shown(Press("\t", editor)));
        Assert.Null(editor.Search);
    }

    [Fact]
    public void History_outlives_the_session_each_entry_once_and_not_what_begins_with_a_space()
    {
        using var folder = new Folder();
        var history = new InputHistory(folder.File);
        foreach (var entry in new[] { "one", "two\nlines", "one", " secret" }) history.Add(entry);

        Assert.Equal(["two\nlines", "one"], new InputHistory(folder.File).Entries);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File));
    }

    [Fact]
    public void A_damaged_history_costs_only_the_damaged_lines()
    {
        using var folder = new Folder();
        File.WriteAllText(folder.File, "\"one\"\nnonsense\n\"tw");

        Assert.Equal(["one"], new InputHistory(folder.File).Entries);
    }

    /// <summary>The caret is always between whole characters, and undo leads back to nothing.</summary>
    [Fact]
    public void Any_keys_leave_a_text_that_can_be_undone()
    {
        string[] known = ["a", " ", "\n", "日", "\u0301", "👍🏽", "\t", "\e[D", "\e[C", "\e[A", "\e[B", "\u0001", "\u0005", "\u000b", "\u0015", "\u0017", "\u0019", "\u0014", "\u007f", "\ed", "\eb", "\ef"];
        var keys = Gen.Int[0, known.Length - 1].Select(place => known[place]);
        keys.List[0, 30].Sample(pressed =>
        {
            var editor = Press(string.Concat(pressed));
            var layout = new InputLayout(editor.Buffer.Cells, 7);
            var (row, column) = layout.Find(editor.Buffer.Caret);
            for (var place = 0; place < 200; place++) Press("\u001f", editor);
            return row < layout.RowCount && column <= 7 && editor.Buffer.IsEmpty;
        });
    }

    private LineEditor Press(string bytes, LineEditor? editor = null)
    {
        editor ??= new LineEditor(_history, new Nothing());
        var decoder = new KeyDecoder();
        decoder.Add(Encoding.UTF8.GetBytes(bytes));
        while (decoder.TryRead(out var key, nothingFollows: true)) editor.Press(key, Width);
        return editor;
    }

    private static string Shown(LineEditor editor) => editor.Buffer.TextBeforeCaret + "|" + editor.Buffer.Text[editor.Buffer.TextBeforeCaret.Length..];

    private sealed class Nothing : ICompleter
    {
        public OfferList? Find(InputBuffer buffer) => null;
    }

    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tandem-history-");

        public string File => Path.Combine(_folder.FullName, "history");

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
