using Tandem.Agent.Cascade;
using Tandem.Agent.Turns;
using Tandem.Routing;
using Tandem.ScriptedUpstream;

namespace Tandem.Agent.Tests.Turns;

public sealed class SessionAttemptsTests
{
    [Fact]
    public async Task Repairs_with_the_same_model_and_escalates_to_another_with_task_and_evidence_but_not_the_failed_steps()
    {
        await using var weak = await FakeUpstream.StartAsync(Reply.Stream("weak first words"), Reply.Stream("weak second words"));
        await using var strong = await FakeUpstream.StartAsync(Reply.Stream("strong words"));
        await using var agent = new AgentFixture([AgentFixture.Model(weak, "weak"), AgentFixture.Model(strong, "strong")]);
        agent.Session.Policy = "order";
        var attempts = new SessionAttempts(agent.Session, agent, new UserMessage("unused"));
        var token = TestContext.Current.CancellationToken;

        var first = await attempts.RunAsync(new AttemptOrder { Task = "THE TASK", Number = 1, Stage = AttemptStage.First, Boundary = Boundary.Start }, token);
        var repair = await attempts.RunAsync(
            new AttemptOrder { Task = "THE TASK", Number = 2, Stage = AttemptStage.Repair, Boundary = Boundary.VerificationFailed, Evidence = "EVIDENCE ONE", Model = "weak" }, token);
        var escalated = await attempts.RunAsync(
            new AttemptOrder { Task = "THE TASK", Number = 3, Stage = AttemptStage.Escalation, Boundary = Boundary.VerificationFailed, Evidence = "EVIDENCE TWO", FailedModels = ["weak"] }, token);
        var nobody = await attempts.RunAsync(
            new AttemptOrder { Task = "THE TASK", Number = 4, Stage = AttemptStage.Escalation, Boundary = Boundary.VerificationFailed, FailedModels = ["weak", "strong"] }, token);

        Assert.Equal(
            [(AttemptEndKind.Done, "weak"), (AttemptEndKind.Done, "weak"), (AttemptEndKind.Done, "strong"), (AttemptEndKind.NoModel, null)],
            new[] { first, repair, escalated, nobody }.Select(end => (end.Kind, end.Model)));
        Assert.Contains("weak first words", weak.Requests[1].Text, StringComparison.Ordinal);
        Assert.Contains("EVIDENCE ONE", weak.Requests[1].Text, StringComparison.Ordinal);
        var sent = Assert.Single(strong.Requests).Text;
        Assert.Contains("THE TASK", sent, StringComparison.Ordinal);
        Assert.Contains("EVIDENCE TWO", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("weak first words", sent, StringComparison.Ordinal);
        Assert.Equal(["start", "verification-failed", "verification-failed"], agent.Seen<StepDecided>().Select(one => one.Decision.Boundary));
        Assert.True(agent.Session.Conversation.HoldsUntrustedText); // Evidence is output of commands.
    }

    [Fact]
    public async Task Private_text_of_the_failed_attempt_keeps_the_next_one_inside()
    {
        await using var inside = await FakeUpstream.StartAsync(Reply.ToolCall("read_file", """{"path":"secrets/a.txt"}"""), Reply.Stream("read"));
        await using var outside = await FakeUpstream.StartAsync(Reply.Stream("never"));
        await using var agent = new AgentFixture(
            [AgentFixture.Model(inside, "inside"), AgentFixture.Model(outside, "outside", Zone.External)],
            new Pipeline.Privacy.PrivacyOptions { Default = DataClass.Shareable, PrivatePaths = ["secrets/**"] });
        agent.Write("secrets/a.txt", "inside only\n");
        agent.Session.Policy = "order";
        var attempts = new SessionAttempts(agent.Session, agent, new UserMessage(""));
        var token = TestContext.Current.CancellationToken;

        await attempts.RunAsync(new AttemptOrder { Task = "t", Number = 1, Stage = AttemptStage.First, Boundary = Boundary.Start }, token);
        var escalated = await attempts.RunAsync(
            new AttemptOrder { Task = "t", Number = 2, Stage = AttemptStage.Escalation, Boundary = Boundary.VerificationFailed, Evidence = "diff: inside only", FailedModels = ["inside"] }, token);

        Assert.Equal((AttemptEndKind.NoModel, "privacy_refused"), (escalated.Kind, escalated.ErrorKind)); // Over to the person: there is nobody who may see it.
        Assert.Empty(outside.Requests);
    }

    [Fact]
    public async Task What_the_failed_model_read_does_not_make_the_next_ones_edit_stale()
    {
        await using var weak = await FakeUpstream.StartAsync(Reply.ToolCall("read_file", """{"path":"a.txt"}"""), Reply.Stream("read"));
        await using var strong = await FakeUpstream.StartAsync(
            Reply.ToolCall("edit_file", """{"path":"a.txt","old_string":"as it was","new_string":"as it should be"}"""), Reply.Stream("done"));
        await using var agent = new AgentFixture([AgentFixture.Model(weak, "weak"), AgentFixture.Model(strong, "strong")]);
        agent.Write("a.txt", "spoiled by the failed attempt\n");
        agent.Session.Policy = "order";
        var attempts = new SessionAttempts(agent.Session, agent, new UserMessage(""));
        var token = TestContext.Current.CancellationToken;

        await attempts.RunAsync(new AttemptOrder { Task = "t", Number = 1, Stage = AttemptStage.First, Boundary = Boundary.Start }, token);
        agent.Write("a.txt", "as it was\n"); // The cascade rolled it back.
        await attempts.RunAsync(new AttemptOrder { Task = "t", Number = 2, Stage = AttemptStage.Escalation, Boundary = Boundary.VerificationFailed, FailedModels = ["weak"] }, token);

        Assert.Equal("as it should be\n", agent.Read("a.txt"));
    }
}
