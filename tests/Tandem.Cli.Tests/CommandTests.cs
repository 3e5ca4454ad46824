using Tandem.ScriptedUpstream;

namespace Tandem.Cli.Tests;

public sealed class CommandTests
{
    [Fact]
    public async Task Route_shows_every_candidate_and_makes_no_connection()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("never"));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);

        var result = await tandem.RunAsync("", "route", "write hello world in python");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("● llama", result.Output, StringComparison.Ordinal);
        Assert.Contains("gpt-4", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, llama.Connections + gpt4.Connections);
    }

    [Fact]
    public async Task Doctor_makes_a_real_round_trip_and_names_what_is_wrong()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("ok"));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Status(401));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);

        var result = await tandem.RunAsync("", "doctor");

        Assert.Equal(1, result.ExitCode);
        Assert.Single(llama.Requests);
        Assert.Contains("models.gpt-4.api_key", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("test-key", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("models:\n  a: { provider: ollama, modle: x }\nversion: 1\n", "modle")]
    [InlineData("version: 1\nmodels: { a: { provider: openia, model: x } }\n", "openia")]
    [InlineData("models: {}\n", "version")]
    public async Task A_wrong_configuration_exits_with_2_and_names_file_line_and_key(string yaml, string named)
    {
        using var tandem = new TandemProgram();
        tandem.Configure(yaml);

        var result = await tandem.RunAsync("", "ask", "hi");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("config.yaml", result.Notes, StringComparison.Ordinal);
        Assert.Contains(named, result.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_file_may_not_set_a_base_url()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, llama);
        await File.WriteAllTextAsync(
            Path.Combine(tandem.Folder, "tandem.yaml"), "version: 1\nmodels: { llama: { base_url: \"http://127.0.0.1:9\" } }\n", TestContext.Current.CancellationToken);

        var result = await tandem.RunAsync("", "ask", "hi");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("tandem.yaml", result.Notes, StringComparison.Ordinal);
        Assert.Empty(llama.Requests);
    }

    [Fact]
    public async Task Usage_decisions_and_budgets_say_what_was_asked()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("ok").WithUsage(input: 12, output: 3));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4, "privacy: { default: shareable }\nbudgets: [ { scope: user, limit_usd: 5, per: month, hard: true } ]");
        await tandem.RunAsync("", "ask", "write hello world in python");

        var usage = await tandem.RunAsync("", "usage");
        var decisions = await tandem.RunAsync("", "decisions");
        var budgets = await tandem.RunAsync("", "budgets");

        Assert.Contains("llama", usage.Output, StringComparison.Ordinal);
        Assert.Contains("dec_", decisions.Output, StringComparison.Ordinal);
        Assert.Contains("$5.00", budgets.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_writes_a_file_that_loads_and_never_replaces_one()
    {
        using var tandem = new TandemProgram { Environment = { ["OPENAI_API_KEY"] = "sk-not-real" } };

        var first = await tandem.RunAsync("", "init");
        var second = await tandem.RunAsync("", "init");
        var show = await tandem.RunAsync("", "config", "show", "--origin");

        Assert.Equal(0, first.ExitCode);
        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains("config.yaml", show.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-not-real", show.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_and_budgets_are_written_into_the_users_file_without_a_key()
    {
        using var tandem = new TandemProgram();
        tandem.Configure("version: 1\n# mine\nmodels:\n  llama: { provider: ollama }\n");

        var added = await tandem.RunAsync("", "models", "add", "gpt-4", "openai", "gpt-4.1", "--api-key-env", "TEST_KEY");
        await tandem.RunAsync("", "budgets", "set", "20");
        var budgets = await tandem.RunAsync("", "budgets", "--json");
        var key = await tandem.RunAsync("", "models", "add", "other", "openai", "--api-key-env", "sk-secret-1");

        Assert.Equal(0, added.ExitCode);
        Assert.Equal(
            "version: 1\n# mine\nmodels:\n  llama: { provider: ollama }\n  gpt-4: { provider: openai, model: gpt-4.1, api_key: \"${TEST_KEY}\" }\n\nbudgets:\n  - { scope: user, limit_usd: 20, per: month, hard: true }\n",
            await File.ReadAllTextAsync(Path.Combine(tandem.Home, ".config/tandem/config.yaml"), TestContext.Current.CancellationToken));
        Assert.Contains("\"limit_usd\":20", budgets.Output, StringComparison.Ordinal);
        Assert.Equal(2, key.ExitCode);
        Assert.DoesNotContain("sk-secret-1", key.Output + key.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_command_exits_with_2()
    {
        using var tandem = new TandemProgram();

        Assert.Equal(2, (await tandem.RunAsync("", "aks", "hi")).ExitCode);
    }
}
