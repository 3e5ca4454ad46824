using Tandem.Agent.Turns;
using Tandem.Pipeline.Errors;
using Tandem.Routing.Prices;
using Tandem.ScriptedUpstream;

namespace Tandem.Agent.Tests.Turns;

public sealed class FailureTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_stream_that_is_cut_anywhere_runs_nothing_of_it_and_is_asked_again(int seed)
    {
        var whole = Reply.Stream("I ", "write ", "it ", "now. ").ThenToolCall("write_file", """{"path":"a.txt","content":"written once\n"}""");
        var place = new Random(seed).Next(1, 12);
        await using var upstream = await FakeUpstream.StartAsync(whole.With(Faults.Cut, place), whole, Reply.Stream("done"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);

        var result = await agent.SendAsync("write it");

        Assert.Equal(TurnStatus.Answered, result.Status);
        Assert.Equal("written once\n", agent.Read("a.txt"));
        Assert.Single(agent.Seen<ToolCalled>());
        Assert.Contains(agent.Seen<AgentWarned>(), warned => warned.Message.Contains("broke off", StringComparison.Ordinal));
        Assert.All(upstream.Requests, MessageList.AssertValid);
        Assert.Equal(upstream.Requests[0].Text, upstream.Requests[1].Text);
    }

    [Fact]
    public async Task A_stream_that_is_always_cut_ends_the_turn_and_is_never_called_done()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Broken(Faults.Cut, after: 1));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);

        var result = await agent.SendAsync("answer");

        Assert.Equal((TurnStatus.GaveUp, ErrorKind.Failed), (result.Status, result.Error));
        Assert.Equal(1 + new AgentLimits().MaxRetries, upstream.Requests.Count);
    }

    [Fact]
    public async Task A_long_rate_limit_ends_the_turn_with_its_kind_and_the_next_message_goes_on()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Status(429, "slow down", retryAfterSeconds: 300), Reply.Stream("here again"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);

        var limited = await agent.SendAsync("first");
        var answered = await agent.SendAsync("second");

        Assert.Equal((TurnStatus.Failed, ErrorKind.RateLimited), (limited.Status, limited.Error));
        Assert.Equal("rate_limited", Assert.Single(agent.Seen<AgentFailed>()).Kind);
        Assert.Equal("here again", answered.Text);
        Assert.All(upstream.Requests, MessageList.AssertValid);
    }

    [Fact]
    public async Task A_refusal_is_told_as_one()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("I cannot help with that.").WithFinish("content_filter"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);

        var result = await agent.SendAsync("something bad");

        Assert.Equal(TurnStatus.Declined, result.Status);
        Assert.Contains("declined", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_answer_is_asked_for_again_and_three_end_the_turn()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream(), Reply.Stream("now"), Reply.Stream());
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);

        var second = await agent.SendAsync("hello?");
        var never = await agent.SendAsync("and now?");

        Assert.Equal((TurnStatus.Answered, "now"), (second.Status, second.Text));
        Assert.Equal(TurnStatus.GaveUp, never.Status);
        Assert.Contains("answered nothing", never.Problem, StringComparison.Ordinal);
        Assert.All(upstream.Requests, MessageList.AssertValid);
    }

    [Fact]
    public async Task With_no_model_reachable_the_turn_fails_with_the_cure_and_the_history_stays_valid()
    {
        var gone = await FakeUpstream.StartAsync();
        var model = AgentFixture.Model(gone);
        await gone.DisposeAsync();
        await using var agent = new AgentFixture([model]);

        var result = await agent.SendAsync("anybody?");

        Assert.Equal((TurnStatus.Failed, ErrorKind.NoModel), (result.Status, result.Error));
        Assert.Contains("tandem doctor", result.Problem, StringComparison.Ordinal);
        Assert.Empty(agent.Session.Conversation.OpenCalls);
    }

    [Fact]
    public async Task A_step_that_may_cost_more_than_is_left_of_the_tasks_limit_is_not_started()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.ToolCall("list_files", "{}").WithUsage(input: 1_000, output: 100), Reply.Stream("never"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream) with { Price = new ModelPrice { Input = 10, Output = 10 } }]);
        agent.Session.Limits = new AgentLimits { MaxCostUsd = 0.06m }; // One cent is spent by the first step; the next may cost up to five and a little.

        var result = await agent.SendAsync("list");

        Assert.Equal((TurnStatus.Stopped, ErrorKind.BudgetExceeded), (result.Status, result.Error));
        Assert.Contains("--max-cost", result.Problem, StringComparison.Ordinal);
        Assert.True(agent.Session.CostUsd <= 0.06m);
        Assert.DoesNotContain(agent.Seen<TextWritten>(), one => one.Text == "never");
    }

    [Fact]
    public async Task An_answer_at_the_output_limit_is_continued()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("first half, ").WithFinish("length"), Reply.Stream("second half"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);

        var result = await agent.SendAsync("a long answer");

        Assert.Equal(TurnStatus.Answered, result.Status);
        Assert.Equal(["first half, ", "second half"], agent.Seen<TextWritten>().Select(one => one.Text));
        MessageList.AssertValid(upstream.Requests[1]);
    }
}
