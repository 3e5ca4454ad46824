using System.Text.Json;
using Tandem.Providers.Chat;
using Tandem.ScriptedUpstream;

namespace Tandem.Providers.Tests.Wire;

/// <summary>The responses door.</summary>
public sealed class ResponsesTests
{
    [Theory]
    [InlineData(ProviderKind.OpenAICompatible)]
    [InlineData(ProviderKind.Anthropic)]
    [InlineData(ProviderKind.Ollama)]
    [InlineData(ProviderKind.Google)]
    public async Task Streams_items_in_the_order_that_clients_need(ProviderKind kind)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Reasoning("hm").ThenText("Hel", "lo").ThenToolCall("read", """{"a":1}""").WithUsage(20, 9));
        var call = await Call.SendAsync(upstream, kind, Call.Request(Dialect.Responses, tools: true));
        var events = call.Text.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line[6..]).RootElement).ToList();
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(one => one.GetProperty("sequence_number").GetInt32()));
        var types = events.Select(one => one.GetProperty("type").GetString()!).Where(type => !type.EndsWith(".delta", StringComparison.Ordinal));
        Assert.Equal(
        [
            "response.created", "response.in_progress",
            "response.output_item.added", "response.reasoning_summary_part.added", "response.reasoning_summary_text.done", "response.reasoning_summary_part.done", "response.output_item.done",
            "response.output_item.added", "response.content_part.added", "response.output_text.done", "response.content_part.done", "response.output_item.done",
            "response.output_item.added", "response.function_call_arguments.done", "response.output_item.done", "response.completed",
        ], types);
        var response = events[^1].GetProperty("response");
        Assert.Equal(9, response.GetProperty("usage").GetProperty("output_tokens").GetInt64());
        var item = response.GetProperty("output")[2];
        Assert.StartsWith("call_", item.GetProperty("call_id").GetString(), StringComparison.Ordinal);
        Assert.Equal("""{"a":1}""", item.GetProperty("arguments").GetString());
    }

    [Fact]
    public async Task Takes_what_Codex_sends_and_names_the_namespace_of_a_nested_tool_again()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.ToolCall("click", "{}"));
        var request = DialectDoor.Read(Dialect.Responses, Call.Bytes("""
            {"model":"auto","store":false,"stream":true,"include":["reasoning.encrypted_content"],"prompt_cache_key":"k","client_metadata":{},
             "input":[{"type":"message","role":"developer","content":[{"type":"input_text","text":"Be kind."}]},{"type":"message","role":"user","id":"u1","content":[{"type":"input_text","text":"hi"}]},
              {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"hm"}],"encrypted_content":"e"},
              {"type":"function_call","call_id":"c1","name":"click","namespace":"browser","arguments":"{\"x\":1}"},{"type":"function_call_output","call_id":"c1","output":[{"type":"input_text","text":"ok"}]}],
             "tools":[{"type":"namespace","name":"browser","description":"b","tools":[{"type":"function","name":"click","parameters":{"type":"object"}}]},{"type":"web_search"},{"type":"custom","name":"apply_patch"}]}
            """));
        Assert.True(request.Outline is { EndsWithToolResult: true, HasSignedReasoning: true, MessageCount: 5, LastUserText: "hi" });
        var call = await Call.SendAsync(upstream, ProviderKind.OpenAICompatible, request);
        Assert.Equal(["prompt_cache_key", "client_metadata", "tools[web_search]", "tools[custom]"], call.Dropped);
        Assert.Contains("\"namespace\":\"browser\"", call.Text, StringComparison.Ordinal);
        Assert.Contains("""{"role":"system","content":"Be kind."}""", upstream.Requests[0].Text, StringComparison.Ordinal);
        Assert.Contains("""{"role":"tool","content":"ok","tool_call_id":"c1"}""", upstream.Requests[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_why_an_answer_is_incomplete()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("Hel").WithFinish("length"));
        var call = await Call.SendAsync(upstream, ProviderKind.Anthropic, Call.Request(Dialect.Responses, stream: false));
        using var json = JsonDocument.Parse(call.Text);
        Assert.Equal("incomplete", json.RootElement.GetProperty("status").GetString());
        Assert.Equal("max_output_tokens", json.RootElement.GetProperty("incomplete_details").GetProperty("reason").GetString());
        Assert.Equal(FinishReason.Length, call.Terminal.Finish);
    }
}
