using System.Diagnostics;
using System.Text.Json;
using Tandem.ScriptedUpstream;

namespace Tandem.Cli.Tests.Asking;

public sealed class CitationTests : IDisposable
{
    private const string AboutTheCode = "How does RetryBudget decide when another attempt is allowed?";

    private readonly TandemProgram _tandem = new();

    public CitationTests()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["init", "-q"]) { WorkingDirectory = _tandem.Folder })!;
        git.WaitForExit();
        Write("src/RetryBudget.cs", "/// <summary>Decides whether another attempt is allowed.</summary>\nclass RetryBudget\n{\n    public bool TryTake() => left-- > 0;\n    private int left = 3;\n}\n");
        Write("src/Weather.cs", "class Weather\n{\n    public int Degrees => 21;\n}\n");
        Write("secrets/RetryBudget.cs", "class RetryBudgetSecret { /* another attempt is allowed */ string Hidden = \"do not send\"; }\n");
    }

    public void Dispose() => _tandem.Dispose();

    [Fact]
    public async Task A_question_about_the_code_takes_its_places_along_but_none_that_is_private()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("It counts down, see `src/RetryBudget.cs:4`."));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("It counts down, see `src/RetryBudget.cs:4`."));
        _tandem.Configure(llama, gpt4);

        var result = await _tandem.RunAsync("", "ask", AboutTheCode);

        var sent = Assert.Single(llama.Requests.Concat(gpt4.Requests)).Text;
        using var body = JsonDocument.Parse(sent);
        var said = string.Concat(Strings(body.RootElement));
        Assert.Contains("<place path=\"src/RetryBudget.cs\" lines=\"1-6\">", said, StringComparison.Ordinal);
        Assert.Contains("4:     public bool TryTake()", said, StringComparison.Ordinal);
        Assert.DoesNotContain("do not send", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Degrees", said, StringComparison.Ordinal);
        Assert.Equal((0, "It counts down, see `src/RetryBudget.cs:4`.\n"), (result.ExitCode, result.Output));
        Assert.Contains("with src/RetryBudget.cs:1-6", result.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("write a haiku about autumn", "")]
    [InlineData(AboutTheCode, "large")]
    public async Task Other_questions_and_those_with_much_material_go_without_places(string question, string input)
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("ok"));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("ok"));
        _tandem.Configure(llama, gpt4);

        await _tandem.RunAsync(input.Length == 0 ? "" : new string('x', 9_000), "ask", question);

        Assert.DoesNotContain("place path", Assert.Single(llama.Requests.Concat(gpt4.Requests)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_consent_a_named_external_model_sees_the_question_alone()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("never"));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("ok"));
        _tandem.Configure(llama, gpt4, "");

        var result = await _tandem.RunAsync("", "ask", "--model", "gpt-4", AboutTheCode);

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("place path", Assert.Single(gpt4.Requests).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_does_not_exist_is_marked_before_it_is_shown()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("See src/Retry", "Budget.cs:4", "00 and src/Wea", "ther.cs:3", "."));
        _tandem.Configure(llama, llama);

        var result = await _tandem.RunAsync("", "ask", "hello");

        Assert.Equal("See src/RetryBudget.cs:400 (no such place) and src/Weather.cs:3.\n", result.Output);
        Assert.Contains("has 6 lines, not 400", result.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_tells_of_every_citation_whether_it_exists()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("src/Weather.cs:2-3 ", "src/gone.cs:1"));
        _tandem.Configure(llama, llama);

        var result = await _tandem.RunAsync("", "ask", "hello", "--json");

        using var last = JsonDocument.Parse(result.Output.TrimEnd().Split('\n')[^1]);
        var citations = last.RootElement.GetProperty("citations").EnumerateArray()
            .Select(one => (one.GetProperty("path").GetString(), one.GetProperty("line").GetInt32(), one.GetProperty("end_line").GetInt32(), one.GetProperty("exists").GetBoolean()));
        Assert.Equal([("src/Weather.cs", 2, 3, true), ("src/gone.cs", 1, 1, false)], citations);
    }

    [Fact]
    public async Task A_mentioned_file_that_git_ignores_may_be_cited()
    {
        Write(".gitignore", "*.log\n");
        Write("run.log", "one\ntwo\n");
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("run.log:2 but not run.log:3"));
        _tandem.Configure(llama, llama);

        var result = await _tandem.RunAsync("", "ask", "what is @run.log");

        Assert.Equal("run.log:2 but not run.log:3 (no such place)\n", result.Output);
    }

    [Fact]
    public async Task What_streams_is_shown_before_the_answer_is_whole()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("first words, then ").ThenHold().ThenText("src/Weather.cs:77"));
        _tandem.Configure(llama, llama);

        using var process = _tandem.Start("ask", "hello");
        process.StandardInput.Close();
        var start = new char["first words, then ".Length];
        await process.StandardOutput.ReadBlockAsync(start, TestContext.Current.CancellationToken); // Comes while the upstream still holds.
        llama.Release();

        Assert.Equal("first words, then ", new string(start));
        Assert.Equal("src/Weather.cs:77 (no such place)\n", await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task With_no_model_reachable_the_ranked_places_are_the_answer()
    {
        var llama = await FakeUpstream.StartAsync(Reply.Stream("x"));
        _tandem.Configure(llama, llama);
        await llama.DisposeAsync();

        var text = await _tandem.RunAsync("", "ask", AboutTheCode);
        var json = await _tandem.RunAsync("", "ask", AboutTheCode, "--json");

        Assert.Equal(4, text.ExitCode);
        Assert.Contains("src/RetryBudget.cs:", text.Output, StringComparison.Ordinal);
        Assert.Contains("No model was available", text.Notes, StringComparison.Ordinal);
        Assert.Equal(4, json.ExitCode);
        var places = json.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)
            .Single(one => one.GetProperty("type").GetString() == "places" && !one.GetProperty("sent").GetBoolean());
        Assert.Contains("src/RetryBudget.cs", places.GetProperty("places").EnumerateArray().Select(one => one.GetProperty("path").GetString()));
    }

    [Fact]
    public async Task An_index_that_cannot_be_used_costs_a_note_and_no_answer()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("ok"));
        _tandem.Configure(llama, llama);
        var data = Directory.CreateDirectory(Path.Combine(_tandem.Home, "data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "index"), "a file where the index's folder should be", TestContext.Current.CancellationToken);

        var result = await _tandem.RunAsync("", "ask", AboutTheCode);

        Assert.Equal((0, "ok\n"), (result.ExitCode, result.Output));
        Assert.Contains("index", result.Notes, StringComparison.Ordinal);
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(_tandem.Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    private static IEnumerable<string> Strings(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(one => Strings(one.Value)),
        _ => [],
    };
}
