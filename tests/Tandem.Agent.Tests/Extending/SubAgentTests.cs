using Tandem.Agent.SubAgents;
using Tandem.Agent.Tests.Turns;
using Tandem.Agent.Tools;
using Tandem.Agent.Turns;
using Tandem.Pipeline.Privacy;
using Tandem.Routing;
using Tandem.ScriptedUpstream;

namespace Tandem.Agent.Tests.Extending;

public sealed class SubAgentTests
{
    [Fact]
    public async Task A_sub_agent_works_in_its_own_conversation_by_its_own_model_and_brings_back_its_last_answer()
    {
        await using var strong = await FakeUpstream.StartAsync(Reply.ToolCall("sub_agent", """{"agent":"finder","task":"Where is the cart?"}"""), Reply.Stream("It is in src/Cart.cs."));
        await using var weak = await FakeUpstream.StartAsync(Reply.ToolCall("read_file", """{"path":"src/Cart.cs"}"""), Reply.Stream("src/Cart.cs:1"));
        await using var agent = new AgentFixture([AgentFixture.Model(strong), AgentFixture.Model(weak, "weak")]);
        agent.Write("src/Cart.cs", "class Cart;");
        Extend(agent, new SubAgentDefinition("finder", "finds things", "weak", null, ["read_file"], 5, null, IsProjects: false, "You find things."));

        var result = await agent.SendAsync("Where is the cart?");

        Assert.Equal("It is in src/Cart.cs.", result.Text);
        Assert.Contains("You find things.", weak.Requests[0].Text);
        Assert.Contains("Where is the cart?", weak.Requests[0].Text);
        Assert.DoesNotContain("sub_agent", weak.Requests[0].Text);
        Assert.DoesNotContain("edit_file", weak.Requests[0].Text);
        Assert.Contains("src/Cart.cs:1", strong.Requests[1].Text);
        Assert.DoesNotContain("class Cart;", strong.Requests[1].Text);
        Assert.Contains(agent.Seen<StepDecided>(), step => step.Decision.Boundary == "sub-agent");
    }

    [Fact]
    public async Task What_a_sub_agent_reads_of_private_paths_makes_the_session_private_too()
    {
        await using var outside = await FakeUpstream.StartAsync(Reply.ToolCall("sub_agent", """{"agent":"finder","task":"Read it"}"""));
        await using var inside = await FakeUpstream.StartAsync(Reply.ToolCall("read_file", """{"path":"secrets/key.txt"}"""), Reply.Stream("it says blue"), Reply.Stream("blue"));
        await using var agent = new AgentFixture(
            [AgentFixture.Model(outside, "gpt-4", Zone.External), AgentFixture.Model(inside, "llama")],
            new PrivacyOptions { Default = DataClass.Shareable, PrivatePaths = ["secrets/**"] });
        agent.Write("secrets/key.txt", "blue");
        Extend(agent, new SubAgentDefinition("finder", "finds things", "llama", null, null, null, null, IsProjects: false, "You find things."));

        var result = await agent.SendAsync("What colour is it?");

        Assert.Equal("blue", result.Text);
        Assert.Single(outside.Requests);
        Assert.True(agent.Session.Conversation.HoldsPrivateText);
    }

    private static void Extend(AgentFixture agent, SubAgentDefinition definition)
    {
        IReadOnlyList<ITool> tools = agent.Setup.Tools;
        var runner = new SubAgentRunner([definition], () => tools);
        agent.Setup = agent.Setup with { Tools = [.. tools, new SubAgentTool(runner)] };
        runner.Bind(agent.Session);
    }
}
