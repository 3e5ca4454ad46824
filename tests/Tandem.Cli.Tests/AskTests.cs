using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Tandem.ScriptedUpstream;

namespace Tandem.Cli.Tests;

public sealed class AskTests
{
    private const string Easy = "write hello world in python";
    private const string Hard = "Design a lock-free skip list with safe memory reclamation and prove that it is linearizable under concurrency.";

    [Fact]
    public async Task An_easy_and_a_hard_question_go_to_different_models_each_with_its_reason()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("from ", "llama"));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("from ", "gpt-4"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);

        var easy = await tandem.RunAsync("", "ask", Easy);
        var hard = await tandem.RunAsync("", "ask", Hard);

        Assert.Equal((0, "from llama\n"), (easy.ExitCode, easy.Output));
        Assert.Equal((0, "from gpt-4\n"), (hard.ExitCode, hard.Output));
        Assert.Contains("● llama · local · P ", easy.Notes, StringComparison.Ordinal);
        Assert.Contains("good enough", easy.Notes, StringComparison.Ordinal);
        Assert.Contains("● gpt-4 · external · P ", hard.Notes, StringComparison.Ordinal);
        Assert.Contains("worth it", hard.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_external_key_everything_goes_to_the_local_model_and_says_so()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("from llama"));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram { Environment = { ["TEST_KEY"] = null } };
        tandem.Configure(llama, gpt4);

        var hard = await tandem.RunAsync("", "ask", Hard);

        Assert.Equal((0, "from llama\n"), (hard.ExitCode, hard.Output));
        Assert.Contains("the only eligible model", hard.Notes, StringComparison.Ordinal);
        Assert.Contains("not gpt-4: its key needs the environment variable TEST_KEY", hard.Notes, StringComparison.Ordinal);
        Assert.Empty(gpt4.Requests);
    }

    [Fact]
    public async Task With_no_model_reachable_it_exits_with_4_and_the_cure()
    {
        var llama = await FakeUpstream.StartAsync(Reply.Stream("x"));
        var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("x"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);
        await llama.DisposeAsync();
        await gpt4.DisposeAsync();

        var result = await tandem.RunAsync("", "ask", Easy);

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("tandem doctor", result.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_consent_and_terminal_private_text_is_refused_with_3_until_it_is_allowed()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("never"));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("from gpt-4"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4, "routing: { policies: { outside: { pool: [gpt-4] } }, policy: outside }");

        var refused = await tandem.RunAsync("", "ask", Easy);
        var allowed = await tandem.RunAsync("", "privacy", "allow");
        var answered = await tandem.RunAsync("", "ask", Easy);

        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("tandem privacy allow", refused.Notes, StringComparison.Ordinal);
        Assert.Equal(0, allowed.ExitCode);
        Assert.Equal((0, "from gpt-4\n"), (answered.ExitCode, answered.Output));
        Assert.Single(gpt4.Requests);
    }

    [Fact]
    public async Task The_last_question_is_asked_again_of_the_other_model_and_the_first_answer_is_marked()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("from llama"));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("from gpt-4"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);
        await File.WriteAllTextAsync(Path.Combine(tandem.Folder, "notes.txt"), "a note\n--model gpt-4\n", TestContext.Current.CancellationToken);

        await tandem.RunAsync("from stdin", "ask", Easy, "@notes.txt");
        var again = await tandem.RunAsync("", "ask", "--again", "--model", "gpt-4");
        var export = await tandem.RunAsync("", "ledger", "export");

        Assert.Equal("from gpt-4\n", again.Output);
        var sent = Assert.Single(gpt4.Requests).Text;
        Assert.Contains("<file path=\\\"notes.txt\\\">\\na note\\n--model gpt-4\\n", sent, StringComparison.Ordinal);
        Assert.Single(llama.Requests); // What a mentioned file holds is no option.
        Assert.Contains("from stdin", sent, StringComparison.Ordinal);
        Assert.Contains("retried_with", export.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_event_a_line_from_decision_to_result()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("Hel", "lo").WithUsage(input: 12, output: 2));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);

        var result = await tandem.RunAsync("", "ask", Easy, "--json");

        var events = result.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal("decision", events[0].GetProperty("type").GetString());
        Assert.StartsWith("dec_", events[0].GetProperty("decision").GetProperty("decision_id").GetString(), StringComparison.Ordinal);
        Assert.Equal("Hello", string.Concat(events.Where(one => one.GetProperty("type").GetString() == "text").Select(one => one.GetProperty("text").GetString())));
        Assert.Equal(12, events[^1].GetProperty("input_tokens").GetInt32());
        Assert.Equal("complete", events[^1].GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_answer_that_breaks_off_says_so_and_exits_with_1()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Broken(Faults.Cut, after: 1));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);

        var result = await tandem.RunAsync("", "ask", Easy);

        Assert.Equal((1, "Hel\n"), (result.ExitCode, result.Output));
        Assert.Contains("incomplete", result.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_c_stops_the_upstream_and_what_was_spent_is_in_the_ledger()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("one ", "two ").ThenHold().ThenText("three"));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);

        using var process = tandem.Start("ask", Easy);
        process.StandardInput.Close();
        await process.StandardOutput.ReadAsync(new char[1], TestContext.Current.CancellationToken);
        using (var interrupt = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)])) await interrupt.WaitForExitAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken); // The upstream holds its answer: only a stopped request lets the program end.
        var verify = await tandem.RunAsync("", "ledger", "verify", "--json");
        var export = await tandem.RunAsync("", "ledger", "export");

        Assert.Equal(130, process.ExitCode);
        Assert.False(await Assert.Single(llama.Requests).Ended); // Its answer was never written to the end.
        using var proof = JsonDocument.Parse(verify.Output);
        Assert.True(proof.RootElement.GetProperty("clean").GetBoolean(), verify.Output);
        Assert.Equal(0, proof.RootElement.GetProperty("open_reservations").GetInt32());
        Assert.Contains("\"kind\":\"commit\"", export.Output, StringComparison.Ordinal); // Paid for, since tokens had come.
    }

    [Fact]
    public async Task Killed_at_any_moment_the_ledger_stays_clean_and_agrees_with_the_upstream()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("TANDEM_TEST_KILLS"), out var asked) ? asked : 8; // 25 takes half a minute.
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("one ", "two ").ThenHold().ThenText("three"));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);

        for (var kill = 0; kill < kills; kill++)
        {
            using var process = tandem.Start("ask", Easy);
            process.StandardInput.Close();
            if (kill % 2 == 0)
                await llama.RequestAsync(kill + 1, TestContext.Current.CancellationToken); // The prompt has just arrived.
            else
                await process.StandardOutput.ReadAsync(new char[1], TestContext.Current.CancellationToken); // Output streams.
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        llama.Release();
        var whole = await tandem.RunAsync("", "ask", Easy);
        var verify = await tandem.RunAsync("", "ledger", "verify", "--json");
        var export = await tandem.RunAsync("", "ledger", "export");

        Assert.Equal((0, "one two three\n"), (whole.ExitCode, whole.Output));
        using var proof = JsonDocument.Parse(verify.Output);
        Assert.True(proof.RootElement.GetProperty("clean").GetBoolean(), verify.Output);
        Assert.Equal(0, proof.RootElement.GetProperty("open_reservations").GetInt32());
        var reservations = export.Output.Split('\n').Count(line => line.Contains("\"kind\":\"reserve\"", StringComparison.Ordinal));
        Assert.Equal(llama.Requests.Count, reservations); // Nothing lost, nothing doubled.
    }
}
