using CsCheck;
using Tandem.Cli.Asking;
using Tandem.CodeIndex.Search;

namespace Tandem.Cli.Tests.Asking;

public sealed class CitationMarkerTests
{
    private static readonly string[] Words = ["src/a.cs:9", "src/a.cs:1", " ", "\n", "`", "```", "word", ".", "x:1", "é"];

    [Theory]
    [InlineData("See src/a.cs:9.", "See src/a.cs:9 (no such place).")]
    [InlineData("See `src/a.cs:9`, then src/a.cs:1.", "See `src/a.cs:9` (no such place), then src/a.cs:1.")]
    [InlineData("**src/a.cs:9-12**", "**src/a.cs:9-12 (no such place)**")]
    [InlineData("at the end src/a.cs:9", "at the end src/a.cs:9 (no such place)")]
    [InlineData("http://localhost:8080 at 10:30", "http://localhost:8080 at 10:30")]
    public void Marks_what_is_not_there_and_nothing_else(string text, string shown)
    {
        var marker = new CitationMarker(Find);

        Assert.Equal(shown, marker.Add(text) + marker.End());
    }

    [Fact]
    public void Code_in_a_fence_stays_as_it_is_and_is_checked_all_the_same()
    {
        const string Text = "```sh\nbreak src/a.cs:9\n```\nsrc/a.cs:9\n";
        var marker = new CitationMarker(Find);

        Assert.Equal("```sh\nbreak src/a.cs:9\n```\nsrc/a.cs:9 (no such place)\n", marker.Add(Text) + marker.End());
        Assert.Equal(2, marker.Found.Count);
    }

    [Fact]
    public void Only_the_word_being_written_is_held_back()
    {
        var marker = new CitationMarker(Find);

        Assert.Equal("The code in ", marker.Add("The code in src/a"));
        Assert.Equal("", marker.Add(".cs:"));
        Assert.Equal("src/a.cs:1 ", marker.Add("1 "));
        Assert.Equal("", marker.End());
    }

    [Fact]
    public void A_run_that_is_no_word_is_not_held() =>
        Assert.True(new CitationMarker(Find).Add(new string('x', 2_000)).Length > 1_000);

    [Fact]
    public void Pieces_of_any_size_show_the_same() =>
        Gen.Int[0, Words.Length - 1].Select(at => Words[at]).List[0, 30].Select(Gen.Int[1, 7]).Sample((words, size) =>
        {
            var text = string.Concat(words);
            var whole = new CitationMarker(Find);
            var pieces = new CitationMarker(Find);
            var shown = string.Concat(text.Chunk(size).Select(piece => pieces.Add(new string(piece)))) + pieces.End();

            return shown == whole.Add(text) + whole.End() && shown.Replace(" (no such place)", "", StringComparison.Ordinal) == text;
        });

    /// <summary>Only line 1 of src/a.cs exists.</summary>
    private static IReadOnlyList<Citation> Find(string word)
    {
        const string Path = "src/a.cs";
        var at = word.IndexOf(Path + ":", StringComparison.Ordinal);
        if (at < 0 || (at > 0 && word[at - 1] != '`')) return [];
        var length = Path.Length + 1;
        while (at + length < word.Length && (char.IsAsciiDigit(word[at + length]) || (word[at + length] == '-' && at + length + 1 < word.Length))) length++;
        var isFirst = word.AsSpan(at, length).EndsWith(":1");
        return [new Citation(Path, isFirst ? 1 : 9, 9, at, length, isFirst ? null : "not there")];
    }
}
