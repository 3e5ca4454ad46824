using System.Text.Json;
using Tandem.Routing.Features;
using Tandem.ScriptedUpstream;

namespace Tandem.Cli.Tests;

public sealed class RouterOutcomeTests
{
    private const string Prompts = """
        {"id":"a","prompt":"write hello world in python"}
        {"id":"b","prompt":"explain what a monad is"}

        """;

    [Fact]
    public async Task A_batch_is_decided_with_the_configured_models_without_a_connection()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("never"));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);
        await WriteAsync(tandem, "prompts.jsonl", Prompts);

        var result = await tandem.RunAsync("", "route", "--batch", "prompts.jsonl", "--out", "decided.jsonl", "--policy", "local");

        Assert.True(result.ExitCode == 0, result.Notes);
        var rows = await RowsAsync(tandem, "decided.jsonl");
        Assert.Equal(["a", "b"], rows.Select(row => row.GetProperty("id").GetString()));
        Assert.All(rows, row => Assert.Equal("llama", row.GetProperty("choice").GetString()));
        Assert.All(rows, row => Assert.Equal(["llama", "gpt-4"], row.GetProperty("scores").EnumerateObject().Select(score => score.Name)));
        Assert.Equal(0, llama.Connections + gpt4.Connections);
    }

    [Fact]
    public async Task A_rated_answer_is_exported_as_a_partial_row_which_calibrate_refuses_and_replay_finds_too_little()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("print('hello')"));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);
        await tandem.RunAsync("", "ask", "--policy", "local", "write hello world in python");

        var rated = await tandem.RunAsync("", "rate", "down");
        var exported = await tandem.RunAsync("", "router", "export", "--out", "own.jsonl");
        var calibrated = await tandem.RunAsync("", "router", "calibrate", "--data", "own.jsonl");
        var replayed = await tandem.RunAsync("", "router", "replay", "--policy", "local", "--json");

        Assert.Equal((0, 0), (rated.ExitCode, exported.ExitCode));
        var row = Assert.Single(await RowsAsync(tandem, "own.jsonl"));
        Assert.StartsWith("dec_", row.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal("write hello world in python", row.GetProperty("prompt").GetString());
        Assert.Equal("""{"llama":0}""", row.GetProperty("scores").GetRawText());
        Assert.Equal("code-gen", row.GetProperty("task").GetString());
        Assert.Equal(1, row.GetProperty("propensity").GetDouble());
        Assert.Equal(PromptFeatures.Version, row.GetProperty("features").GetInt32());
        Assert.Equal(2, calibrated.ExitCode);
        Assert.Contains("tandem router collect", calibrated.Notes, StringComparison.Ordinal);
        Assert.Equal(1, replayed.ExitCode);
        using var replay = JsonDocument.Parse(replayed.Output);
        Assert.True(replay.RootElement.GetProperty("refused").GetBoolean());
        Assert.False(replay.RootElement.TryGetProperty("dr", out _));
    }

    [Fact]
    public async Task Collect_runs_every_model_scores_by_the_verifier_and_goes_on_where_it_stopped()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("bad"));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("go", "od"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);
        await WriteAsync(tandem, "prompts.jsonl", Prompts.Split('\n')[0] + "\n");
        string[] collect = ["router", "collect", "--prompts", "prompts.jsonl", "--models", "llama,gpt-4", "--max-cost", "5", "--verify", "grep -q good"];

        var first = await tandem.RunAsync("", collect);
        await WriteAsync(tandem, "prompts.jsonl", Prompts);
        await File.AppendAllTextAsync(Path.Combine(tandem.Folder, "prompts.outcomes.jsonl"), "{\"id\":\"tor", TestContext.Current.CancellationToken); // Killed here.
        var second = await tandem.RunAsync("", collect);
        var export = await tandem.RunAsync("", "ledger", "export");

        Assert.True(first.ExitCode == 0, first.Notes);
        Assert.True(second.ExitCode == 0, second.Notes);
        var rows = await RowsAsync(tandem, "prompts.outcomes.jsonl");
        Assert.Equal(["a", "b"], rows.Select(row => row.GetProperty("id").GetString()));
        Assert.All(rows, row => Assert.Equal((0, 1), (row.GetProperty("scores").GetProperty("llama").GetDouble(), row.GetProperty("scores").GetProperty("gpt-4").GetDouble())));
        Assert.All(rows, row => Assert.True(row.GetProperty("cost").GetProperty("gpt-4").GetDouble() > 0));
        Assert.All(rows, row => Assert.False(row.TryGetProperty("propensity", out _)));
        Assert.Equal((2, 2), (llama.Requests.Count, gpt4.Requests.Count));
        Assert.Equal(4, export.Output.Split('\n').Count(line => line.Contains("\"door\":\"collect\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Collect_stops_before_the_cap_and_says_how_to_go_on()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("never"));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);
        await WriteAsync(tandem, "prompts.jsonl", Prompts);

        var result = await tandem.RunAsync("", "router", "collect", "--prompts", "prompts.jsonl", "--models", "llama,gpt-4", "--max-cost", "0.0001", "--verify", "true");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("--max-cost", result.Notes, StringComparison.Ordinal);
        Assert.Empty(llama.Requests.Concat(gpt4.Requests));
    }

    [Theory]
    [InlineData("--rate", "terminal")]
    [InlineData("--json", "--verify CMD or --rate")]
    public async Task Collect_needs_someone_who_scores(string option, string says)
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, llama);
        await WriteAsync(tandem, "prompts.jsonl", Prompts);

        var result = await tandem.RunAsync("", "router", "collect", "--prompts", "prompts.jsonl", "--models", "llama,gpt-4", "--max-cost", "1", option);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(says, result.Notes, StringComparison.Ordinal);
    }

    private static Task WriteAsync(TandemProgram tandem, string name, string text) =>
        File.WriteAllTextAsync(Path.Combine(tandem.Folder, name), text, TestContext.Current.CancellationToken);

    private static async Task<List<JsonElement>> RowsAsync(TandemProgram tandem, string name) =>
        [.. (await File.ReadAllLinesAsync(Path.Combine(tandem.Folder, name), TestContext.Current.CancellationToken)).Select(line => JsonDocument.Parse(line).RootElement)];
}
