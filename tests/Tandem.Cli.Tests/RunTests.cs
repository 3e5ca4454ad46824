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
            ["session", "decision", "cost", "tool_call", "edit", "tool_result", "decision", "text", "cost", "result"],
            events.Select(one => one.GetProperty("type").GetString()));
        Assert.Equal("unverified", events[^1].GetProperty("status").GetString());
        Assert.Equal("new.txt", events[^1].GetProperty("files")[0].GetProperty("path").GetString());
    }
}
