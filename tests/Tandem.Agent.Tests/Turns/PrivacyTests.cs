using System.Globalization;
using Tandem.Agent.Turns;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Privacy;
using Tandem.Routing;
using Tandem.ScriptedUpstream;

namespace Tandem.Agent.Tests.Turns;

/// <summary>What is private stays in the house, by whatever way it came into the conversation.</summary>
public sealed class PrivacyTests
{
    private static readonly PrivacyOptions Shareable = new() { Default = DataClass.Shareable, PrivatePaths = ["secrets/**", "**/.env*"] };

    [Fact]
    public async Task Over_fifty_turns_of_an_unclassified_workspace_nothing_reaches_the_external_model()
    {
        await using var inside = await FakeUpstream.StartAsync(new UpstreamScript
        {
            Answer = (_, number) => number % 2 == 0 ? Reply.ToolCall("read_file", $$"""{"path":"p{{number}}"}""") : Reply.Stream("done"),
        });
        await using var outside = await FakeUpstream.StartAsync(Reply.Stream("never"));
        await using var agent = new AgentFixture(
            [AgentFixture.Model(outside, "outside", Zone.External), AgentFixture.Model(inside, "inside")], new PrivacyOptions { Default = DataClass.Private });

        for (var turn = 0; turn < 50; turn++)
            Assert.Equal(TurnStatus.Answered, (await agent.SendAsync(string.Create(CultureInfo.InvariantCulture, $"question {turn}"))).Status);

        Assert.Empty(outside.Requests);
        Assert.Equal(100, inside.Requests.Count);
    }

    [Theory]
    [InlineData("read_file", """{"path":"secrets/plan.txt"}""")]
    [InlineData("read_file", """{"path":"link.txt"}""")]
    [InlineData("grep", """{"pattern":"merger","path":"secrets/plan.txt"}""")]
    [InlineData("run_command", """{"command":"cat s*/*"}""")]
    public async Task Once_private_text_is_read_the_conversation_stays_inside_for_good(string tool, string arguments)
    {
        await using var outside = await FakeUpstream.StartAsync(Reply.ToolCall(tool, arguments), Reply.Stream("never"));
        await using var inside = await FakeUpstream.StartAsync(Reply.Stream("from inside"));
        await using var agent = new AgentFixture([AgentFixture.Model(outside, "outside", Zone.External), AgentFixture.Model(inside, "inside")], Shareable);
        agent.Write("secrets/plan.txt", "the merger with Example Corp\n");
        File.CreateSymbolicLink(Path.Combine(agent.Root, "link.txt"), "secrets/plan.txt");
        agent.Commands.Answer = (_, _) => Task.FromResult(TestCommands.Result(0, "x: the merger with Example Corp"));

        var first = await agent.SendAsync("what is planned?");
        var later = await agent.SendAsync("something else");

        Assert.Equal(("from inside", "from inside"), (first.Text, later.Text));
        var sent = Assert.Single(outside.Requests);
        Assert.DoesNotContain("merger with", sent.Text, StringComparison.Ordinal);
        Assert.All(inside.Requests, MessageList.AssertValid);
    }

    [Fact]
    public async Task Without_a_model_inside_private_files_are_not_read_at_all()
    {
        await using var outside = await FakeUpstream.StartAsync(
            Reply.ToolCall("read_file", """{"path":".env"}""").ThenToolCall("run_command", """{"command":"env"}"""), Reply.Stream("I may not see it."));
        await using var agent = new AgentFixture([AgentFixture.Model(outside, "outside", Zone.External)], Shareable);
        agent.Write(".env", "PASSWORD=correct-horse-battery\n");
        agent.Commands.Answer = (_, _) => Task.FromResult(TestCommands.Result(0, "the value is correct-horse-battery here"));

        var result = await agent.SendAsync("what is the password?");

        Assert.Equal("I may not see it.", result.Text);
        Assert.DoesNotContain("correct-horse", outside.Requests[1].Text, StringComparison.Ordinal);
        Assert.Contains("withheld", MessageList.Results(outside.Requests[1])[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_leaves_private_files_out_rather_than_make_the_conversation_private()
    {
        await using var outside = await FakeUpstream.StartAsync(Reply.ToolCall("grep", """{"pattern":"needle"}"""), Reply.Stream("found"));
        await using var agent = new AgentFixture([AgentFixture.Model(outside, "outside", Zone.External)], Shareable);
        agent.Write("secrets/a.txt", "needle inside\n");
        agent.Write("b.txt", "needle outside\n");

        await agent.SendAsync("find the needle");

        Assert.Equal("b.txt:1:needle outside", Assert.Single(MessageList.Results(outside.Requests[1])));
    }

    [Fact]
    public async Task Private_text_survives_compaction_as_a_label()
    {
        await using var inside = await FakeUpstream.StartAsync(Reply.ToolCall("read_file", """{"path":"secrets/plan.txt"}"""), Reply.Stream("read"), Reply.Stream("a summary"), Reply.Stream("after"));
        await using var outside = await FakeUpstream.StartAsync(Reply.Stream("never"));
        await using var agent = new AgentFixture([AgentFixture.Model(inside, "inside"), AgentFixture.Model(outside, "outside", Zone.External)], Shareable);
        agent.Write("secrets/plan.txt", "the merger with Example Corp\n");

        await agent.SendAsync("read the plan");
        await agent.Session.CompactAsync(TestContext.Current.CancellationToken);
        agent.Session.Pool = ["outside"];
        var result = await agent.SendAsync("go on");

        Assert.Equal(ErrorKind.PrivacyRefused, result.Error);
        Assert.Empty(outside.Requests);
    }

    [Fact]
    public async Task A_secret_leaves_as_a_placeholder_and_comes_back_in_an_edit()
    {
        const string Key = "AKIAQ3EGRZ7KTW2PLM4X";
        await using var outside = await FakeUpstream.StartAsync(new UpstreamScript
        {
            Answer = (call, number) => number switch
            {
                0 => Reply.ToolCall("read_file", """{"path":"config.py"}"""),
                1 => Reply.ToolCall("edit_file", $$"""{"path":"config.py","old_string":"key = \"{{Placeholder(call.Text)}}\"","new_string":"aws_key = \"{{Placeholder(call.Text)}}\""}"""),
                2 => Reply.ToolCall("run_command", $$"""{"command":"echo {{Placeholder(call.Text)}}"}"""),
                _ => Reply.Stream("renamed"),
            },
        });
        await using var agent = new AgentFixture([AgentFixture.Model(outside, "outside", Zone.External)], new PrivacyOptions { Default = DataClass.Shareable, PrivatePaths = [] });
        agent.Write("config.py", $"key = \"{Key}\"\n");

        await agent.SendAsync("rename key to aws_key");

        Assert.Equal($"aws_key = \"{Key}\"\n", agent.Read("config.py"));
        Assert.All(outside.Requests, call => Assert.DoesNotContain(Key, call.Text, StringComparison.Ordinal));
        Assert.StartsWith("echo [REDACTED:", Assert.Single(agent.Commands.Ran), StringComparison.Ordinal); // Only edits get it back.
    }

    [Fact]
    public async Task A_placeholder_that_stands_for_nothing_known_is_never_written_into_a_file()
    {
        await using var upstream = await FakeUpstream.StartAsync(
            Reply.ToolCall("write_file", """{"path":"config.py","content":"key = \"[REDACTED:aws-access-key:0123abcd]\"\n"}"""), Reply.Stream("ok"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);

        await agent.SendAsync("write the config");

        Assert.False(File.Exists(Path.Combine(agent.Root, "config.py")));
        Assert.Contains("stands for a secret", Assert.Single(MessageList.Results(upstream.Requests[1])), StringComparison.Ordinal);
    }

    private static string Placeholder(string body)
    {
        var start = body.IndexOf("[REDACTED:", body.IndexOf("config.py", StringComparison.Ordinal), StringComparison.Ordinal);
        return body[start..(body.IndexOf(']', start) + 1)];
    }
}
