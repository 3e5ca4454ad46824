using Microsoft.Extensions.AI;
using Tandem.Egress;
using Tandem.Providers.ExtensionsAI;
using Tandem.ScriptedUpstream;
using Tandem.TestKit;
using AIChatMessage = Microsoft.Extensions.AI.ChatMessage;
using AIChatRole = Microsoft.Extensions.AI.ChatRole;

namespace Tandem.Providers.Tests;

public sealed class PipelineChatClientTests
{
    [Fact]
    public async Task Runs_a_tool_loop_of_Extensions_AI_over_an_endpoint()
    {
        await using var upstream = await FakeUpstream.StartAsync(
            Reply.Reasoning("hm").ThenToolCall("add", """{"a":2,"b":40}""").WithUsage(10, 5), Reply.Stream("It is ", "42.").WithUsage(20, 6));
        using var gate = new EgressGate(new EgressOptions(), new RecordingAudit(), TimeProvider.System);
        var model = TestModels.At(upstream, ProviderKind.OpenAICompatible);
        var endpoint = ModelEndpoints.Create(model, gate, TimeProvider.System);
        using var client = new PipelineChatClient((chat, token) => endpoint.SendAsync(NativeRequest.Of(chat), TestModels.Attempt(model), token).ReadEventsAsync(token));
        var tool = AIFunctionFactory.Create((int a, int b) => a + b, "add", "Adds.");
        var options = new ChatOptions { Tools = [tool], MaxOutputTokens = 77, Temperature = 0.5f, Instructions = "Be brief.", StopSequences = ["END"], ToolMode = ChatToolMode.RequireAny };
        List<AIChatMessage> messages = [new(AIChatRole.User, "2 + 40?")];

        var first = await client.GetResponseAsync(messages, options, TestContext.Current.CancellationToken);
        var call = Assert.Single(first.Messages[0].Contents.OfType<FunctionCallContent>());
        Assert.Equal(ChatFinishReason.ToolCalls, first.FinishReason);
        Assert.Equal(5, first.Usage?.OutputTokenCount);
        messages.AddRange(first.Messages);
        messages.Add(new AIChatMessage(AIChatRole.Tool, [new FunctionResultContent(call.CallId, await tool.InvokeAsync(new AIFunctionArguments(call.Arguments), TestContext.Current.CancellationToken))]));
        var second = await client.GetResponseAsync(messages, options, TestContext.Current.CancellationToken);

        Assert.Equal("It is 42.", second.Text);
        var body = upstream.Requests[1].Text;
        Assert.Contains("\"role\":\"tool\",\"content\":\"42\"", body, StringComparison.Ordinal);
        Assert.Contains("\"tool_choice\":\"required\"", body, StringComparison.Ordinal);
        Assert.Contains("\"max_tokens\":77", body, StringComparison.Ordinal);
        Assert.Equal("auto", client.GetService<ChatClientMetadata>()?.DefaultModelId);
    }
}
