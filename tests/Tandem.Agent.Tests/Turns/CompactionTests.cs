using Tandem.Agent.Turns;
using Tandem.ScriptedUpstream;

namespace Tandem.Agent.Tests.Turns;

public sealed class CompactionTests
{
    [Fact]
    public async Task Near_the_context_the_old_part_becomes_a_summary_and_the_rules_stay()
    {
        await using var upstream = await FakeUpstream.StartAsync(new UpstreamScript
        {
            Answer = (call, number) => IsSummary(call) ? Reply.Stream("SUMMARY: the user wants tabs.")
                : number < 12 && number % 3 == 0 ? Reply.ToolCall("run_command", $$"""{"command":"noise {{number}}"}""")
                : Reply.Stream("fine"),
        });
        await using var agent = new AgentFixture([AgentFixture.Model(upstream, context: 20_000)]);
        agent.Setup = agent.Setup with { Rules = [new FixedRules("RULE: write tests.")] };
        agent.Commands.Answer = (request, _) => Task.FromResult(TestCommands.Result(0, request.Command + new string('x', 14_000)));

        for (var turn = 0; turn < 8; turn++)
            Assert.Equal(TurnStatus.Answered, (await agent.SendAsync($"turn {turn}, use tabs")).Status);

        var steps = upstream.Requests.Where(call => !IsSummary(call)).ToList();
        Assert.NotEqual(steps.Count, upstream.Requests.Count);
        Assert.All(steps, MessageList.AssertValid);
        Assert.All(steps, call => Assert.Contains("RULE: write tests.", call.Text, StringComparison.Ordinal));
        Assert.Contains("SUMMARY: the user wants tabs.", steps[^1].Text, StringComparison.Ordinal);
        Assert.All(steps, call => Assert.InRange(call.Text.Length, 1, 60_000));
        Assert.Contains(agent.Seen<StepDecided>(), one => one.Decision.Boundary == "compaction");
    }

    [Fact]
    public async Task One_long_message_is_summed_up_as_often_as_it_takes()
    {
        await using var upstream = await FakeUpstream.StartAsync(new UpstreamScript
        {
            Answer = (call, number) => IsSummary(call) ? Reply.Stream("a summary") : number < 24 ? Reply.ToolCall("run_command", $$"""{"command":"noise {{number}}"}""") : Reply.Stream("done"),
        });
        await using var agent = new AgentFixture([AgentFixture.Model(upstream, context: 20_000)]);
        agent.Commands.Answer = (request, _) => Task.FromResult(TestCommands.Result(0, request.Command + new string('x', 9_000)));

        var result = await agent.SendAsync("make much noise");

        Assert.Equal((TurnStatus.Answered, "done"), (result.Status, result.Text));
        Assert.True(upstream.Requests.Count(IsSummary) >= 2);
        Assert.All(upstream.Requests.Where(call => !IsSummary(call)), MessageList.AssertValid);
        Assert.All(upstream.Requests, call => Assert.InRange(call.Text.Length, 1, 60_000));
    }

    [Fact]
    public async Task An_upstream_that_finds_the_prompt_too_long_gets_a_shorter_one()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("first"), Reply.Broken(Faults.ContextLength), Reply.Stream("a summary"), Reply.Stream("second"));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);

        await agent.SendAsync("one");
        var result = await agent.SendAsync("two");

        Assert.Equal("second", result.Text);
        Assert.Contains("summary of the conversation", upstream.Requests[^1].Text, StringComparison.Ordinal);
        Assert.All(upstream.Requests.Where(call => !IsSummary(call)), MessageList.AssertValid);
    }

    [Fact]
    public async Task Without_a_model_that_sums_up_the_users_words_are_kept()
    {
        await using var upstream = await FakeUpstream.StartAsync(new UpstreamScript { Answer = (call, _) => IsSummary(call) ? Reply.Status(400, "no") : Reply.Stream("fine") });
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);

        await agent.SendAsync("Always use tabs.");
        await agent.SendAsync("And now something else.");
        await agent.Session.CompactAsync(TestContext.Current.CancellationToken);
        await agent.SendAsync("go on");

        Assert.Contains("Always use tabs.", upstream.Requests[^1].Text, StringComparison.Ordinal);
        MessageList.AssertValid(upstream.Requests[^1]);
    }

    private static bool IsSummary(UpstreamCall call) => call.Text.Contains("older part of a conversation", StringComparison.Ordinal);

    private sealed class FixedRules(string text) : IRulesSource
    {
        public Task<Rules> ReadAsync(int maxCharacters, CancellationToken cancellationToken) => Task.FromResult(new Rules(text, []));
    }
}
