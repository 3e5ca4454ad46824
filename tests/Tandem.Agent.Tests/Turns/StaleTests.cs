using Tandem.Agent.Turns;
using Tandem.ScriptedUpstream;

namespace Tandem.Agent.Tests.Turns;

public sealed class StaleTests
{
    [Fact]
    public async Task A_file_that_the_user_changes_meanwhile_is_not_overwritten()
    {
        await using var upstream = await FakeUpstream.StartAsync(
            Reply.ToolCall("read_file", """{"path":"a.txt"}"""),
            Reply.ToolCall("edit_file", """{"path":"a.txt","old_string":"one","new_string":"two"}"""),
            Reply.ToolCall("read_file", """{"path":"a.txt"}"""),
            Reply.ToolCall("edit_file", """{"path":"a.txt","old_string":"one","new_string":"two"}"""),
            Reply.Stream("done"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);
        agent.Write("a.txt", "one\n");
        var edited = false;
        agent.OnEvent = one =>
        {
            if (one is ToolAnswered { Tool: "read_file" } && !edited) agent.Write("a.txt", "one\nthe user's line\n");
            edited |= one is ToolAnswered;
            return ValueTask.CompletedTask;
        };

        await agent.SendAsync("change it");

        Assert.Equal("two\nthe user's line\n", agent.Read("a.txt"));
        Assert.Contains("stale", MessageList.Results(upstream.Requests[2])[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_existing_file_is_written_whole_only_after_it_was_read()
    {
        await using var upstream = await FakeUpstream.StartAsync(
            Reply.ToolCall("write_file", """{"path":"a.txt","content":"new\n"}"""),
            Reply.ToolCall("read_file", """{"path":"a.txt"}"""),
            Reply.ToolCall("write_file", """{"path":"a.txt","content":"new\n"}"""),
            Reply.ToolCall("write_file", """{"path":"a.txt","content":"newer\n"}"""),
            Reply.Stream("done"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);
        agent.Write("a.txt", "precious\n");

        await agent.SendAsync("write it");

        Assert.Equal("newer\n", agent.Read("a.txt")); // Its own writing it need not read again.
        Assert.Contains("you have not read it", MessageList.Results(upstream.Requests[1])[0], StringComparison.Ordinal);
    }
}
