using System.Text;
using Tandem.Providers.Chat;
using Tandem.ScriptedUpstream;

namespace Tandem.Providers.Tests.OpenAI;

public sealed class OpenAIRelayTests
{
    private const string Wanted = """{"model" : "auto", "stream":true,"stream_options":{"include_usage":true}, "messages":[{"role":"user","content":"h\u0069 😀"}],"x_unknown":{"a":[1, 2]} }""";

    [Fact]
    public async Task Changes_nothing_in_the_body_but_the_model_and_the_cap()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await Call.SendAsync(upstream, ProviderKind.OpenAICompatible, DialectDoor.Read(Dialect.OpenAI, Call.Bytes(Wanted)));
        var expected = Wanted.Replace("\"auto\"", "\"upstream-test\"", StringComparison.Ordinal).Insert(1, "\"max_tokens\":1000,");
        Assert.Equal(expected, Assert.Single(upstream.Requests).Text);
    }

    [Fact]
    public async Task Asks_for_usage_and_hides_it_from_a_client_that_did_not()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("Hel", "lo").WithUsage(11, 2, 3));
        var call = await Call.SendAsync(upstream, ProviderKind.OpenAICompatible, Call.Request(Dialect.OpenAI));
        Assert.Contains("\"stream_options\":{\"include_usage\":true}", upstream.Requests[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("prompt_tokens", call.Text, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", call.Text, StringComparison.Ordinal);
        Assert.Equal((11, 2, 3), (call.Terminal.Usage.InputTokens, call.Terminal.Usage.OutputTokens, call.Terminal.Usage.CachedInputTokens));
    }

    [Fact]
    public async Task Relays_the_upstreams_bytes_as_they_are_and_splits_off_the_terminal_part()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("Hel", "lo"));
        var call = await Call.SendAsync(upstream, ProviderKind.OpenAICompatible, DialectDoor.Read(Dialect.OpenAI, Call.Bytes(Wanted)));
        Assert.Equal([FrameKinds.Progress, FrameKinds.Progress, FrameKinds.Terminal | FrameKinds.Usage], call.Frames.Select(frame => frame.Kinds));
        Assert.Equal([3, 2, 0], call.Frames.Select(frame => frame.OutputBytes));
        var terminal = Encoding.UTF8.GetString(call.Terminal.Bytes.Span);
        Assert.StartsWith("data: {\"id\":\"chatcmpl-000000\"", terminal, StringComparison.Ordinal);
        Assert.Contains("\"finish_reason\":\"stop\"", terminal, StringComparison.Ordinal);
        Assert.Equal(FinishReason.Stop, call.Terminal.Finish);
        using var direct = new HttpClient();
        using var answer = await direct.PostAsync(new Uri(upstream.Address, "/v1/chat/completions"), new StringContent(upstream.Requests[0].Text), TestContext.Current.CancellationToken);
        var expected = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected.Replace("chatcmpl-000001", "chatcmpl-000000", StringComparison.Ordinal), call.Text);
    }

    [Fact]
    public async Task Lowers_a_limit_that_is_above_the_cap_and_leaves_a_lower_one()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        foreach (var limit in new[] { 5_000, 10 })
        {
            var body = $$"""{"messages":[{"role":"user","content":"hi"}],"max_completion_tokens":{{limit}},"model":"auto"}""";
            await Call.SendAsync(upstream, ProviderKind.OpenAI, DialectDoor.Read(Dialect.OpenAI, Call.Bytes(body)));
        }

        Assert.Contains("\"max_completion_tokens\":1000,", upstream.Requests[0].Text, StringComparison.Ordinal);
        Assert.Contains("\"max_completion_tokens\":10,", upstream.Requests[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_Azure_by_deployment_with_its_own_header()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await Call.SendAsync(upstream, ProviderKind.AzureOpenAI, Call.Request(Dialect.OpenAI));
        var call = Assert.Single(upstream.Requests);
        Assert.Equal("/openai/deployments/upstream-test/chat/completions", call.Path);
        Assert.StartsWith("?api-version=", call.Query, StringComparison.Ordinal);
        Assert.Equal("test-key", call.Headers["api-key"]);
        Assert.DoesNotContain("Authorization", call.Headers.Keys);
    }

    [Fact]
    public async Task Counts_every_choice_before_an_answer_is_whole()
    {
        var chunks = string.Concat(Enumerable.Range(0, 2).Select(i => $$"""
            data: {"choices":[{"index":{{i}},"delta":{"content":"a"},"finish_reason":null}]}


            """)) + string.Concat(Enumerable.Range(0, 2).Select(i => $$"""
            data: {"choices":[{"index":{{i}},"delta":{},"finish_reason":"stop"}]}


            """)) + "data: [DONE]\n\n";
        await using var upstream = await FakeUpstream.StartAsync(Reply.Raw(Call.Bytes(chunks), "text/event-stream"));
        var request = DialectDoor.Read(Dialect.OpenAI, Call.Bytes("""{"model":"auto","n":2,"stream":true,"messages":[{"role":"user","content":"hi"}]}"""));
        var call = await Call.SendAsync(upstream, ProviderKind.OpenAI, request);
        Assert.Equal(chunks, call.Text);
        Assert.Equal(4, call.Frames.Count);
    }

    [Theory]
    [InlineData("""{"model":"a","model":"b","messages":[{"role":"user","content":"x"}]}""", "'model' stands twice")]
    [InlineData("""{"model":"a","messages":[{"role":"user","role":"system","content":"x"}]}""", "'messages[].role' stands twice")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""", "'model' is missing")]
    [InlineData("""{"model":"a","messages":[]}""", "'messages' is missing or empty")]
    [InlineData("""{"model":"a","messages":"x"}""", "'messages' must be a list")]
    [InlineData("""{"model":"a","messages":["x"]}""", "'messages' must be a list of objects")]
    [InlineData("""{"model":1,"messages":[{}]}""", "'model' must be a text")]
    [InlineData("""{"model":"a","stream":"yes","messages":[{}]}""", "'stream' must be true or false")]
    [InlineData("""{"model":"a","max_tokens":1.5,"messages":[{}]}""", "'max_tokens' must be a whole number")]
    [InlineData("""{"model":"a" "messages":[{}]}""", "not valid JSON at line 1")]
    [InlineData("""[1]""", "must be a JSON object")]
    [InlineData("""{"model":"a","messages":[{}]} x""", "not valid JSON")]
    public void Refuses_a_body_and_says_what_is_wrong(string body, string part)
    {
        var error = Assert.Throws<RequestFormatException>(() => DialectDoor.Read(Dialect.OpenAI, Call.Bytes(body)));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_what_nests_deeper_than_64()
    {
        var deep = new string('[', 70) + new string(']', 70);
        Assert.Throws<RequestFormatException>(() => DialectDoor.Read(Dialect.OpenAI, Call.Bytes($$"""{"model":"a","messages":[{"role":"user","content":"x"}],"z":{{deep}}}""")));
    }

    [Fact]
    public void Outlines_a_request_in_one_pass()
    {
        var outline = DialectDoor.Read(Dialect.OpenAI, Call.Bytes("""
            {"messages":[{"content":"Be kind.","role":"system"},{"role":"user","content":[{"type":"text","text":"lo\u006fk"},{"type":"image_url","image_url":{"url":"https://e.org/a.png"}}]},
            {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"read","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"42"}],
            "tools":[{"type":"function","function":{"name":"read"}}],"model":"auto","max_tokens":77,"response_format":{"type":"json_object"},"n":2}
            """)).Outline;
        Assert.Equal("look", outline.LastUserText);
        Assert.Equal((4, 1, 1, 77, 2), (outline.MessageCount, outline.ToolCount, outline.ImageCount, outline.MaxOutputTokens, outline.ChoiceCount));
        Assert.True(outline is { EndsWithToolResult: true, HasImageAddress: true, Stream: false });
        Assert.Equal(Routing.Capabilities.Tools | Routing.Capabilities.Vision | Routing.Capabilities.Json, outline.Needs);
        Assert.Equal(32, outline.ConversationHash.Length);
    }

    [Fact]
    public void Knows_a_conversation_again_by_its_system_text_and_first_message()
    {
        static string Hash(string messages) => DialectDoor.Read(Dialect.OpenAI, Call.Bytes($$"""{"model":"a","messages":[{{messages}}]}""")).Outline.ConversationHash;
        const string System = """{"role":"system","content":"s"},""";
        const string First = """{"role":"user","content":"first"}""";
        Assert.Equal(Hash(System + First), Hash(System + First + """,{"role":"assistant","content":"a"},{"role":"user","content":"second"}"""));
        Assert.NotEqual(Hash(System + First), Hash(First));
        Assert.NotEqual(Hash("""{"role":"user","content":"sfirst"}"""), Hash(System + First));
    }

    [Fact]
    public void Keeps_head_and_tail_of_a_long_turn_and_never_half_an_escape()
    {
        var body = "{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"START " + string.Concat(Enumerable.Repeat("\\\"\\u00e9 😀 ", 20_000)) + "END\"}]}";
        var text = DialectDoor.Read(Dialect.OpenAI, Call.Bytes(body)).Outline.LastUserText;
        Assert.StartsWith("START \"é 😀", text, StringComparison.Ordinal);
        Assert.EndsWith("😀 END", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 8_192, 2 * 8_192);
    }
}
