using Microsoft.Extensions.DependencyInjection;
using Tandem.Agent.Sessions;
using Tandem.Agent.Turns;
using Tandem.ScriptedUpstream;

namespace Tandem.Agent.Tests.Turns;

public sealed class ResumeTests
{
    [Fact]
    public async Task A_session_goes_on_where_it_ended_and_a_call_that_was_under_way_is_not_run_again()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("noted"), Reply.ToolCall("run_command", """{"command":"deploy"}"""), Reply.Stream("going on"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);
        agent.Setup = agent.Setup with { Store = agent.Services.GetRequiredService<ISessionStore>() };
        agent.Commands.Answer = (_, _) => throw new InvalidOperationException("the process dies here");

        await agent.SendAsync("the word is swordfish");
        await Assert.ThrowsAnyAsync<Exception>(() => agent.SendAsync("deploy it"));
        agent.Commands.Answer = (_, _) => Task.FromResult(TestCommands.Result(0, "ran twice"));
        var resumed = new AgentSession(agent.Setup, agent.Session.Id);
        await resumed.ResumeAsync(TestContext.Current.CancellationToken);
        var result = await resumed.SendAsync(new UserMessage("go on"), agent, TestContext.Current.CancellationToken);

        Assert.Equal("going on", result.Text);
        Assert.Single(agent.Commands.Ran);
        MessageList.AssertValid(upstream.Requests[^1]);
        Assert.Contains("swordfish", upstream.Requests[^1].Text, StringComparison.Ordinal);
        Assert.Contains("Whether it ran is not known", Assert.Single(MessageList.Results(upstream.Requests[^1])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_defect_in_a_tool_the_same_session_goes_on_with_a_valid_history()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.ToolCall("run_command", """{"command":"crash"}"""), Reply.Stream("going on"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);
        agent.Commands.Answer = (_, _) => throw new InvalidOperationException("a defect");

        await Assert.ThrowsAnyAsync<Exception>(() => agent.SendAsync("one"));
        var result = await agent.SendAsync("two");

        Assert.Equal("going on", result.Text);
        MessageList.AssertValid(upstream.Requests[^1]);
    }

    [Fact]
    public async Task A_compacted_session_is_resumed_as_its_model_saw_it()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("one"), Reply.Stream("two"), Reply.Stream("THE SUMMARY"), Reply.Stream("three"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);
        agent.Setup = agent.Setup with { Store = agent.Services.GetRequiredService<ISessionStore>() };

        await agent.SendAsync("first words");
        await agent.SendAsync("second words");
        await agent.Session.CompactAsync(TestContext.Current.CancellationToken);
        var resumed = new AgentSession(agent.Setup, agent.Session.Id);
        await resumed.ResumeAsync(TestContext.Current.CancellationToken);
        await resumed.SendAsync(new UserMessage("third words"), agent, TestContext.Current.CancellationToken);

        Assert.Contains("THE SUMMARY", upstream.Requests[^1].Text, StringComparison.Ordinal);
        MessageList.AssertValid(upstream.Requests[^1]);
        Assert.Equal(agent.Session.Conversation.Items.Count + 2, resumed.Conversation.Items.Count);
    }
}
