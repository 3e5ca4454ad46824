using System.Text.Json;

namespace Tandem.Agent.Tests.Tools;

public sealed class FileToolTests
{
    [Fact]
    public async Task Reads_a_part_of_a_file_and_says_how_much_there_is()
    {
        using var tools = new ToolFixture();
        tools.Write("a.txt", string.Concat(Enumerable.Range(1, 100).Select(i => $"line {i}\n")));

        var part = await tools.CallAsync("read_file", new { path = "a.txt", offset = 10, limit = 2 });
        var beyond = await tools.CallAsync("read_file", new { path = "a.txt", offset = 200 });

        Assert.Equal("<file path=\"a.txt\" lines=\"10-11 of 100\">\nline 10\nline 11\n</file>", part.Text);
        Assert.Equal((true, "'a.txt' has 100 lines."), (beyond.IsError, beyond.Text));
    }

    [Fact]
    public async Task A_binary_file_a_folder_and_a_missing_file_are_said_to_be_so()
    {
        using var tools = new ToolFixture();
        await File.WriteAllBytesAsync(Path.Combine(tools.Root, "a.bin"), [1, 0, 2], TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(tools.Root, "folder"));

        Assert.Contains("binary", (await tools.CallAsync("read_file", new { path = "a.bin" })).Text, StringComparison.Ordinal);
        Assert.Contains("list_files", (await tools.CallAsync("read_file", new { path = "folder" })).Text, StringComparison.Ordinal);
        Assert.Contains("does not exist", (await tools.CallAsync("read_file", new { path = "b.txt" })).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*.cs", "src/A.cs src/deep/B.cs")]
    [InlineData("src/*.cs", "src/A.cs")]
    [InlineData("src/**", "src/A.cs src/c.txt src/deep/B.cs")]
    [InlineData("**/*.{cs,txt}", "src/A.cs src/c.txt src/deep/B.cs")]
    [InlineData("?.cs", "src/A.cs src/deep/B.cs")]
    [InlineData("nothing", "No files.")]
    public async Task Lists_by_glob(string glob, string expected)
    {
        using var tools = new ToolFixture();
        foreach (var path in new[] { "src/A.cs", "src/deep/B.cs", "src/c.txt" }) tools.Write(path, "");

        Assert.Equal(expected, (await tools.CallAsync("list_files", new { glob })).Text.Replace('\n', ' ') switch { "No files." => "No files.", var list => list });
    }

    [Fact]
    public async Task Grep_finds_lines_and_never_hangs_on_a_hostile_pattern()
    {
        using var tools = new ToolFixture();
        tools.Write("a.txt", "one\r\ntwo two\r\n");
        tools.Write("b/c.txt", new string('a', 100_000));

        Assert.Equal("a.txt:2:two two", (await tools.CallAsync("grep", new { pattern = "two$" })).Text);
        Assert.Equal("No matches.", (await tools.CallAsync("grep", new { pattern = "(a+)+b" })).Text);
        Assert.Contains("cannot be used", (await tools.CallAsync("grep", new { pattern = "(?<=a)b" })).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("^two")]
    [InlineData("two$")]
    [InlineData(@"\Atwo\z")]
    public async Task Anchors_of_a_pattern_are_those_of_the_line(string pattern)
    {
        using var tools = new ToolFixture();
        tools.Write("crlf.txt", "one\r\ntwo\r\nthree");
        tools.Write("lf.txt", "one\ntwo\nthree");

        Assert.Equal("crlf.txt:2:two\nlf.txt:2:two", (await tools.CallAsync("grep", new { pattern })).Text);
    }

    [Fact]
    public async Task A_search_sees_a_change_of_equal_length_right_after_it_was_made()
    {
        using var tools = new ToolFixture();
        var file = tools.Write("a.txt", "state 0\n");
        var longAgo = DateTime.UnixEpoch.AddYears(40);
        for (var round = 1; round < 6; round++)
        {
            await tools.CallAsync("grep", new { pattern = "state" });
            tools.Write("a.txt", $"state {round % 10}\n");
            File.SetLastWriteTimeUtc(file, longAgo); // A program that sets the time back hides nothing.

            Assert.Equal($"a.txt:1:state {round % 10}", (await tools.CallAsync("grep", new { pattern = "state" })).Text);
        }
    }

    [Fact]
    public async Task A_search_that_finds_too_much_shows_the_first_lines_by_path_each_time()
    {
        using var tools = new ToolFixture();
        for (var file = 0; file < 600; file++) tools.Write($"{file:000}.txt", "a hit\n");

        var lines = (await tools.CallAsync("grep", new { pattern = "hit" })).Text.Split('\n');

        Assert.Equal([.. Enumerable.Range(0, 200).Select(file => $"{file:000}.txt:1:a hit"), "[more matches; narrow the pattern, the path or the glob]"], lines);
    }

    [Fact]
    public async Task Diagnostics_name_the_line_of_a_syntax_error()
    {
        using var tools = new ToolFixture();
        tools.Write("Good.cs", "class Good;\n");
        tools.Write("Bad.cs", "class Bad\n{\n    int x = ;\n}\n");

        var result = await tools.CallAsync("diagnostics", new { });

        Assert.StartsWith("Bad.cs:3: CS1525", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_tool_has_a_description_and_a_schema_of_an_object()
    {
        using var tools = new ToolFixture();

        Assert.All(tools.All, tool =>
        {
            Assert.InRange(tool.Definition.Description!.Length, 20, 600);
            using var schema = JsonDocument.Parse(tool.Definition.ParametersSchema!);
            Assert.Equal("object", schema.RootElement.GetProperty("type").GetString());
        });
    }
}
