using System.Text.Json;
using Tandem.Agent.Turns;
using Tandem.ScriptedUpstream;

namespace Tandem.Agent.Tests.Turns;

public sealed class TurnTests
{
    private static string Json(object value) => JsonSerializer.Serialize(value);

    [Fact]
    public async Task Reads_edits_and_answers_each_step_a_recorded_decision_of_one_session()
    {
        await using var upstream = await FakeUpstream.StartAsync(
            Reply.ToolCall("read_file", """{"path":"a.txt"}"""),
            Reply.ToolCall("edit_file", """{"path":"a.txt","old_string":"one","new_string":"two"}"""),
            Reply.Stream("All ", "done."));
        await using var agent = new AgentFixture([AgentFixture.Model(upstream)]);
        agent.Write("a.txt", "one\n");

        var result = await agent.SendAsync("change one to two in a.txt");

        Assert.Equal((TurnStatus.Answered, "All done."), (result.Status, result.Text));
        Assert.Equal("two\n", agent.Read("a.txt"));
        Assert.Equal("a.txt", Assert.Single(result.Files).Path);
        Assert.All(upstream.Requests, MessageList.AssertValid);
        Assert.Equal(["start", "none", "none"], agent.Seen<StepDecided>().Select(one => one.Decision.Boundary));
        Assert.Equal(agent.Session.Id, Assert.Single(agent.Seen<StepDecided>().Select(one => one.Decision.SessionId!.Value).Distinct()));
        Assert.Contains("""<file path="a.txt" lines="1-1 of 1">""", MessageList.Results(upstream.Requests[1])[0], StringComparison.Ordinal);
        Assert.Contains("-one\n+two", Assert.Single(agent.Seen<FilesEdited>()).Diff, StringComparison.Ordinal);
        Assert.Equal(3, Assert.Single(result.Shares).Steps);
    }
}
