using System.Text.Json;
using Tandem.ScriptedUpstream;

namespace Tandem.Cli.Tests;

public sealed class RunTests
{
    [Fact]
    public async Task A_task_reads_edits_and_answers_headless()
    {
        await using var llama = await FakeUpstream.StartAsync(
            Reply.ToolCall("read_file", """{"path":"greeting.txt"}"""),
            Reply.ToolCall("edit_file", """{"path":"greeting.txt","old_string":"Helo","new_string":"Hello"}"""),
            Reply.Stream("Fixed the typo."));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);
        var file = Path.Combine(tandem.Folder, "greeting.txt");
        await File.WriteAllTextAsync(file, "Helo\n", TestContext.Current.CancellationToken);

        var result = await tandem.RunAsync("", "run", "--model", "llama", "fix the typo in greeting.txt");

        Assert.Equal((0, "Fixed the typo.\n"), (result.ExitCode, result.Output));
        Assert.Equal("Hello\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Contains("edit greeting.txt", result.Notes, StringComparison.Ordinal);
        Assert.Contains("Not verified", result.Notes, StringComparison.Ordinal);
        Assert.Empty(gpt4.Requests);
    }

    [Fact]
    public async Task Json_is_one_event_a_line_from_session_to_result()
    {
        await using var llama = await FakeUpstream.StartAsync(
            Reply.ToolCall("write_file", """{"path":"new.txt","content":"x\n"}"""),
            Reply.Stream("Done."));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);

        var result = await tandem.RunAsync("", "run", "--json", "--model", "llama", "make new.txt");

        var events = result.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(
            ["session", "decision", "cost", "tool_call", "edit", "tool_result", "decision", "text", "cost", "verify", "result"],
            events.Select(one => one.GetProperty("type").GetString()));
        Assert.Equal("unverified", events[^1].GetProperty("status").GetString());
        Assert.Equal("new.txt", events[^1].GetProperty("files")[0].GetProperty("path").GetString());
    }

    [Fact]
    public async Task A_weak_models_failure_is_rolled_back_and_the_stronger_one_gets_the_evidence()
    {
        await using var llama = await FakeUpstream.StartAsync(new UpstreamScript
        {
            Answer = (_, number) => number % 2 == 0 ? Reply.ToolCall("write_file", $$"""{"path":"made{{number}}.txt","content":"wrong\n"}""") : Reply.Stream("Done, all tests pass."),
        });
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.ToolCall("write_file", """{"path":"right.txt","content":"right\n"}"""), Reply.Stream("Now it is right."));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);

        var result = await tandem.RunAsync("", "run", "--json", "--verify", "test -f right.txt || { echo 'right.txt is MISSING'; exit 1; }", "fix the failing check");
        if (Unsandboxed(result))
            Assert.Skip("Commands need a working sandbox (bubblewrap) here.");

        var events = Events(result);
        Assert.True(result.ExitCode == 0, result.Output + result.Notes);
        Assert.Equal("verified", events[^1].GetProperty("status").GetString());
        Assert.Equal("right.txt", Assert.Single(events[^1].GetProperty("files").EnumerateArray()).GetProperty("path").GetString());
        Assert.Equal(["right.txt"], Directory.EnumerateFiles(tandem.Folder).Select(Path.GetFileName));
        Assert.Contains("right.txt is MISSING", gpt4.Requests[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Done, all tests pass.", gpt4.Requests[0].Text, StringComparison.Ordinal);
        Assert.Single(events, one => one.GetProperty("type").GetString() == "escalation");
    }

    [Fact]
    public async Task Work_that_no_model_gets_right_is_not_called_done()
    {
        await using var llama = await FakeUpstream.StartAsync(new UpstreamScript
        {
            Answer = (_, number) => number % 2 == 0 ? Reply.ToolCall("write_file", $$"""{"path":"made{{number}}.txt","content":"wrong\n"}""") : Reply.Stream("Done."),
        });
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);

        var result = await tandem.RunAsync("", "run", "--json", "--model", "llama", "--verify", "false", "fix the failing check");
        if (Unsandboxed(result))
            Assert.Skip("Commands need a working sandbox (bubblewrap) here.");

        Assert.Equal(5, result.ExitCode);
        Assert.Equal("verification_failed", Events(result)[^1].GetProperty("status").GetString());
        Assert.Empty(gpt4.Requests);
    }

    [Fact]
    public async Task Without_a_sandbox_nothing_is_run_headless_unless_the_user_says_so()
    {
        await using var llama = await FakeUpstream.StartAsync(new UpstreamScript
        {
            Answer = (_, number) => (number % 3) switch
            {
                0 => Reply.ToolCall("run_command", """{"command":"touch ran-by-model"}"""),
                1 => Reply.ToolCall("write_file", $$"""{"path":"made{{number}}.txt","content":"x\n"}"""),
                _ => Reply.Stream("Done."),
            },
        });
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);
        tandem.Environment["HOME"] = tandem.Folder; // A workspace that holds the whole home gets no sandbox.
        var configuration = Path.Combine(tandem.Home, ".config", "tandem", "config.yaml");
        string[] task = ["run", "--config", configuration, "--model", "llama", "--verify", "touch ran-by-verify", "--json", "make a file"];

        var refused = await tandem.RunAsync("", task);
        var ran = Directory.EnumerateFiles(tandem.Folder, "ran-*").ToList();
        var allowed = await tandem.RunAsync("", [.. task, "--no-sandbox"]);

        Assert.Empty(ran);
        Assert.Equal(5, refused.ExitCode);
        Assert.Equal("unverified", Events(refused)[^1].GetProperty("status").GetString());
        Assert.True(allowed.ExitCode == 0, allowed.Output + allowed.Notes);
        Assert.Equal(["ran-by-model", "ran-by-verify"], Directory.EnumerateFiles(tandem.Folder, "ran-*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static List<JsonElement> Events(ProgramResult result) => [.. result.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];

    private static bool Unsandboxed(ProgramResult result) => !Events(result)[0].TryGetProperty("sandbox", out _);
}
