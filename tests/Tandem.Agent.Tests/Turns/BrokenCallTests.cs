using Tandem.Agent.Turns;
using Tandem.ScriptedUpstream;

namespace Tandem.Agent.Tests.Turns;

/// <summary>Calls run only where they are complete, strictly valid and finished. Nothing is repaired.</summary>
public sealed class BrokenCallTests
{
    public static TheoryData<string, string, string> Broken => new()
    {
        { "write_file", """{"path":"a.txt","content":"x" """, "not valid JSON" },
        { "write_file", """{"path":"a.txt","content":"x",}""", "not valid JSON" },
        { "write_file", """{"path":"a.txt","path":"b.txt","content":"x"}""", "not valid JSON" },
        { "write_file", """["a.txt","x"]""", "not a JSON object" },
        { "write_file", """{"path":"a.txt"}""", "content" },
        { "write_file", """{"path":"a.txt","content":7}""", "content" },
        { "write_file", """{"path":"a.txt","content":"x","mode":"append"}""", "mode" },
        { "write_fil", """{"path":"a.txt","content":"x"}""", "There is no tool 'write_fil'" },
        { "write_file", """{"path":"../a.txt","content":"x"}""", "outside" },
        { "edit_file", """{"path":"a.txt","old_string":"x"}""", "new_string" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Is_told_to_the_model_and_not_run(string tool, string arguments, string told)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.ToolCall(tool, arguments), Reply.Stream("I give up."));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);

        var result = await agent.SendAsync("write a.txt");

        Assert.Equal(TurnStatus.Answered, result.Status);
        Assert.Empty(Directory.EnumerateFileSystemEntries(agent.Root));
        Assert.All(upstream.Requests, MessageList.AssertValid);
        Assert.Contains(told, Assert.Single(MessageList.Results(upstream.Requests[1])), StringComparison.Ordinal);
        Assert.True(Assert.Single(agent.Seen<ToolAnswered>()).IsError);
    }

    [Fact]
    public async Task Cut_off_at_the_output_limit_no_call_is_run_even_if_it_looks_whole()
    {
        await using var upstream = await FakeUpstream.StartAsync(
            Reply.ToolCall("write_file", """{"path":"a.txt","content":"x"}""").ThenToolCall("write_file", """{"path":"b.txt","content":"x"}""").WithFinish("length"),
            Reply.Stream("ok"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);

        await agent.SendAsync("write both");

        Assert.Empty(Directory.EnumerateFileSystemEntries(agent.Root));
        Assert.All(upstream.Requests, MessageList.AssertValid);
        Assert.All(MessageList.Results(upstream.Requests[1]), text => Assert.Contains("not run", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Three_answers_in_a_row_without_a_usable_call_end_the_turn()
    {
        await using var upstream = await FakeUpstream.StartAsync(new UpstreamScript { Answer = (_, number) => Reply.ToolCall("nothing", $$"""{"n":{{number}}}""") });
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);

        var result = await agent.SendAsync("do it");

        Assert.Equal(TurnStatus.GaveUp, result.Status);
        Assert.Equal(3, upstream.Requests.Count);
        Assert.Contains("did not get a tool call right", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_call_with_the_same_result_is_warned_of_and_then_ends_the_turn()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.ToolCall("read_file", """{"path":"a.txt"}""", "always-the-same-id"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);
        agent.Write("a.txt", "text\n");

        var result = await agent.SendAsync("read it");

        Assert.Equal(TurnStatus.GaveUp, result.Status);
        Assert.Contains("over and over", result.Problem, StringComparison.Ordinal);
        Assert.Equal(LoopGuard.StopAfter, upstream.Requests.Count);
        Assert.All(upstream.Requests, MessageList.AssertValid); // Ids are made unique.
        Assert.Contains("several times", MessageList.Results(upstream.Requests[^1])[LoopGuard.WarnAfter], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_on_model_calls_stops_a_model_that_never_ends()
    {
        await using var upstream = await FakeUpstream.StartAsync(new UpstreamScript { Answer = (_, number) => Reply.ToolCall("grep", $$"""{"pattern":"x{{number}}"}""") });
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);
        agent.Session.Limits = new AgentLimits { MaxSteps = 4 };

        var result = await agent.SendAsync("search on");

        Assert.Equal((TurnStatus.Stopped, 4), (result.Status, upstream.Requests.Count));
        Assert.Contains("--max-turns", result.Problem, StringComparison.Ordinal);
    }
}
