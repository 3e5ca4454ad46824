using System.Text.Json;
using Tandem.Agent.Instructions;
using Tandem.Agent.Permissions;
using Tandem.Agent.Turns;
using Tandem.Routing;
using Tandem.ScriptedUpstream;

namespace Tandem.Agent.Tests.Turns;

public sealed class ModelStyleTests
{
    [Theory]
    [InlineData("gpt-4.1", 131_072, true, false)]
    [InlineData("claude-sonnet-4", 131_072, false, true)]
    [InlineData("llama3.1:8b", 131_072, false, true)]
    [InlineData("gpt-4.1", 8_192, false, true)]
    public async Task A_model_is_offered_the_edit_tool_that_it_knows(string name, int context, bool patch, bool edit)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("ok"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream, upstreamName: name, context: context)]);

        await agent.SendAsync("hello");

        var tools = Tools(upstream.Requests[0]);
        Assert.Equal((patch, edit), (tools.Contains("apply_patch"), tools.Contains("edit_file")));
    }

    [Fact]
    public async Task A_small_model_gets_few_tools_and_its_search_replace_blocks_are_edits()
    {
        await using var upstream = await FakeUpstream.StartAsync(
            Reply.Stream("Here:\n\na.txt\n<<<<<<< SEARCH\none\n=======\ntwo\n>>>>>>> REPLACE\n"), Reply.Stream("done"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream, upstreamName: "llama3.1:8b")]);
        agent.Write("a.txt", "one\n");

        var result = await agent.SendAsync("change it");

        Assert.Equal(("two\n", "done"), (agent.Read("a.txt"), result.Text));
        Assert.InRange(Tools(upstream.Requests[0]).Count, 1, 6);
        Assert.All(upstream.Requests, MessageList.AssertValid);
        Assert.Contains("Done: edit a.txt", Assert.Single(MessageList.Results(upstream.Requests[1])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_block_is_repaired_with_the_nearest_lines()
    {
        await using var upstream = await FakeUpstream.StartAsync(
            Reply.Stream("a.txt\n<<<<<<< SEARCH\nalpha betta\n=======\ngamma\n>>>>>>> REPLACE\n"),
            Reply.Stream("a.txt\n<<<<<<< SEARCH\nalpha beta\n=======\ngamma\n>>>>>>> REPLACE\n"), Reply.Stream("done"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream, upstreamName: "llama3.1:8b")]);
        agent.Write("a.txt", "alpha beta\n");

        await agent.SendAsync("change it");

        Assert.Equal("gamma\n", agent.Read("a.txt"));
        Assert.Contains("not_found", MessageList.Results(upstream.Requests[1])[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_without_tools_calls_them_in_text()
    {
        await using var upstream = await FakeUpstream.StartAsync(
            Reply.Stream("I read it.\n```tool_call\n{\"name\": \"read_file\", ", "\"arguments\": {\"path\": \"a.txt\"}}\n```\n"), Reply.Stream("It says one."));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream) with { Supports = Capabilities.None }]);
        agent.Write("a.txt", "one\n");

        var result = await agent.SendAsync("what does a.txt say?");

        Assert.Equal("It says one.", result.Text);
        Assert.All(upstream.Requests, call => Assert.DoesNotContain("\"tools\"", call.Text, StringComparison.Ordinal));
        Assert.Contains("read_file: Read a text file", MessageList.Of(upstream.Requests[0])[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("<tool_result tool=\\\"read_file\\\">", upstream.Requests[1].Text.Replace("\\u003C", "<", StringComparison.OrdinalIgnoreCase).Replace("\\u003E", ">", StringComparison.OrdinalIgnoreCase).Replace("\\u0022", "\\\"", StringComparison.OrdinalIgnoreCase), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_call_in_text_is_told_and_not_run()
    {
        await using var upstream = await FakeUpstream.StartAsync(
            Reply.Stream("```tool_call\n{\"name\": \"write_file\", \"arguments\": {\"path\": \"a.txt\", \"content\": \"x\"}\n```\n"), Reply.Stream("sorry"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream) with { Supports = Capabilities.None }]);

        var result = await agent.SendAsync("write it");

        Assert.Equal("sorry", result.Text);
        Assert.Empty(Directory.EnumerateFileSystemEntries(agent.Root));
    }

    [Fact]
    public async Task In_plan_mode_nothing_that_changes_is_offered()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("1. …"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);
        agent.Session.Mode = PermissionMode.Plan;

        await agent.SendAsync("plan it");

        var tools = Tools(upstream.Requests[0]);
        Assert.DoesNotContain("edit_file", tools);
        Assert.DoesNotContain("run_command", tools);
        Assert.Contains("read_file", tools);
        Assert.Equal("plan", Assert.Single(agent.Seen<StepDecided>()).Decision.Task);
    }

    [Fact]
    public async Task What_stands_in_front_of_each_step_fits_a_small_model()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("ok"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream, upstreamName: "gpt-4-turbo")]);

        await agent.SendAsync("hello");

        Assert.InRange(upstream.Requests[0].Text.Length, 1, 9_000);
    }

    [Fact]
    public async Task A_model_of_8k_tokens_does_a_small_task_in_a_repository_of_long_files()
    {
        const int Context = 8_192;
        Reply[] answers =
        [
            Reply.ToolCall("grep", """{"pattern":"discount"}"""),
            Reply.ToolCall("read_file", """{"path":"src/Prices.cs"}"""),
            Reply.ToolCall("read_file", """{"path":"src/Prices.cs","offset":395,"limit":10}"""),
            Reply.Stream("src/Prices.cs\n<<<<<<< SEARCH\n    // discount: none\n=======\n    // discount: ten percent\n>>>>>>> REPLACE\n"),
            Reply.ToolCall("run_command", """{"command":"test"}"""),
            Reply.Stream("The discount is in."),
        ];
        var answered = 0;
        // As a strict server does: what does not fit with the answer's room is refused.
        await using var upstream = await FakeUpstream.StartAsync(new UpstreamScript
        {
            Answer = (call, _) => call.Text.Contains("older part of a conversation", StringComparison.Ordinal) ? Reply.Stream("The price's discount is being changed.")
                : (call.Text.Length / 3) + Room(call) > Context ? Reply.Status(400, "This model's maximum context length is exceeded.") : answers[answered++],
        });
        await using var agent = new AgentFixture([AgentFixture.Model(upstream, upstreamName: "llama3.1:8b", context: Context) with { MaxOutputTokens = 4_096 }]);
        agent.Write("src/Prices.cs", string.Concat(Enumerable.Range(0, 900).Select(line => line == 400 ? "    // discount: none\n" : $"    public decimal Price{line}() => {line} * Factor + Margin(); // a line like many\n")));
        agent.Write("AGENTS.md", string.Concat(Enumerable.Repeat("Write short methods and name them well.\n", 200)));
        agent.Setup = agent.Setup with { Rules = [new InstructionRules(new InstructionFinder(agent.Root))] };

        var result = await agent.SendAsync("Make the discount ten percent.");

        Assert.Equal((TurnStatus.Answered, "The discount is in."), (result.Status, result.Text));
        Assert.Contains("// discount: ten percent\n", agent.Read("src/Prices.cs"), StringComparison.Ordinal);
        Assert.Empty(agent.Seen<AgentFailed>());
        Assert.All(upstream.Requests, MessageList.AssertValid);
        Assert.All(upstream.Requests, call => Assert.InRange((call.Text.Length / 3) + Room(call), 1, Context));

        static int Room(UpstreamCall call)
        {
            using var document = JsonDocument.Parse(call.Text);
            return document.RootElement.TryGetProperty("max_tokens", out var most) || document.RootElement.TryGetProperty("max_completion_tokens", out most) ? most.GetInt32() : Context;
        }
    }

    private static List<string?> Tools(UpstreamCall call)
    {
        using var document = JsonDocument.Parse(call.Text);
        return [.. document.RootElement.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("function").GetProperty("name").GetString())];
    }
}
