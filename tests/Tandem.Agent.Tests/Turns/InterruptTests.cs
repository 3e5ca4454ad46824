using Tandem.Agent.Turns;
using Tandem.Routing.Prices;
using Tandem.ScriptedUpstream;

namespace Tandem.Agent.Tests.Turns;

public sealed class InterruptTests
{
    [Fact]
    public async Task Interrupted_while_the_answer_streams_the_next_message_goes_on_from_a_valid_history()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("half an ").ThenHold().ThenText("answer"), Reply.Stream("fine"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);
        using var stop = new CancellationTokenSource();
        agent.OnEvent = async one =>
        {
            if (one is TextWritten) await stop.CancelAsync();
        };

        var interrupted = await agent.SendAsync("first", stop.Token);
        agent.OnEvent = null;
        upstream.Release();
        var next = await agent.SendAsync("second");

        Assert.Equal(TurnStatus.Interrupted, interrupted.Status);
        Assert.Equal("fine", next.Text);
        Assert.All(upstream.Requests, MessageList.AssertValid);
        Assert.Contains("[interrupted by the user]", upstream.Requests[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_interrupted_answer_cost_is_in_the_sessions_total()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("half an ").ThenHold().ThenText("answer"));
        var price = new ModelPrice { Input = 10, Output = 30 };
        await using var agent = new AgentFixture([AgentFixture.Model(upstream) with { Price = price }]);
        using var stop = new CancellationTokenSource();
        agent.OnEvent = async one =>
        {
            if (one is TextWritten) await stop.CancelAsync();
        };

        var interrupted = await agent.SendAsync("first", stop.Token);

        var cost = Assert.Single(agent.Seen<StepCosted>());
        Assert.Equal(("strong", true), (cost.Model, cost.CostUsd > 0));
        Assert.Equal((cost.CostUsd, cost.CostUsd), (agent.Session.CostUsd, interrupted.CostUsd));
        Assert.Equal(cost.CostUsd, Assert.Single(interrupted.Shares).CostUsd);
        upstream.Release();
    }

    [Fact]
    public async Task Interrupted_in_a_command_every_call_is_answered_and_later_ones_are_not_run()
    {
        await using var upstream = await FakeUpstream.StartAsync(
            Reply.ToolCall("run_command", """{"command":"sleep"}""").ThenToolCall("write_file", """{"path":"a.txt","content":"x"}"""), Reply.Stream("fine"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);
        using var stop = new CancellationTokenSource();
        agent.Commands.Answer = async (_, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return TestCommands.Result(0, "");
        };

        var interrupted = await agent.SendAsync("first", stop.Token);
        var next = await agent.SendAsync("second");

        Assert.Equal(TurnStatus.Interrupted, interrupted.Status);
        Assert.Equal(TurnStatus.Answered, next.Status);
        Assert.False(File.Exists(Path.Combine(agent.Root, "a.txt")));
        MessageList.AssertValid(upstream.Requests[1]);
        Assert.Equal(2, MessageList.Results(upstream.Requests[1]).Count);
        Assert.All(MessageList.Results(upstream.Requests[1]), text => Assert.Contains("interrupted", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_person_says_meanwhile_reaches_the_model_with_the_next_step()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.ToolCall("list_files", "{}"), Reply.Stream("As you wish."));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);
        agent.OnEvent = one =>
        {
            if (one is ToolCalled) agent.Session.Steering.Add(new UserMessage("Use tabs, please."));
            return ValueTask.CompletedTask;
        };

        await agent.SendAsync("format the code");

        MessageList.AssertValid(upstream.Requests[1]);
        Assert.Contains("Use tabs, please.", upstream.Requests[1].Text, StringComparison.Ordinal);
        Assert.Equal(2, upstream.Requests.Count);
    }

    [Fact]
    public async Task Said_during_the_last_answer_it_is_worked_on_too()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("done"), Reply.Stream("done again"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);
        var told = false;
        agent.OnEvent = one =>
        {
            if (one is TextWritten && !told) agent.Session.Steering.Add(new UserMessage("One more thing."));
            told |= one is TextWritten;
            return ValueTask.CompletedTask;
        };

        var result = await agent.SendAsync("go");

        Assert.Equal("done again", result.Text);
        Assert.All(upstream.Requests, MessageList.AssertValid);
        Assert.Equal(["start", "user-turn"], agent.Seen<StepDecided>().Select(one => one.Decision.Boundary));
    }
}
