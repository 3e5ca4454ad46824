using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tandem.ScriptedUpstream;

namespace Tandem.Server.Tests.Gateway;

/// <summary>What each family of clients asks beside its chat.</summary>
public sealed class FamilyTests
{
    [Fact]
    public async Task OpenAI_clients_list_and_find_models()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);

        var list = JsonNode.Parse(await server.Client.GetStringAsync("/v1/models", RunningServer.Token))!;
        var one = JsonNode.Parse(await server.Client.GetStringAsync("/v1/models/llama", RunningServer.Token))!;
        using var none = await server.SendAsync(HttpMethod.Get, "/v1/models/gpt-9");

        Assert.Equal(["auto", "auto:cheap", "auto:balanced", "auto:best", "auto:local", "llama", "assistant/code", "assistant/helpdesk", "assistant/reviewer", "assistant/tutor"], list["data"]!.AsArray().Select(model => model!["id"]!.ToString()));
        Assert.Equal(("list", "model", "llama"), (list["object"]!.ToString(), one["object"]!.ToString(), one["id"]!.ToString()));
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.Equal("model_not_found", (await RunningServer.JsonAsync(none)).GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Anthropic_clients_list_models_and_count_tokens()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);

        using var list = await server.SendAsync(HttpMethod.Get, "/v1/models", null, ("anthropic-version", "2023-06-01"));
        using var few = await server.PostAsync("/v1/messages/count_tokens", """{"model":"auto","messages":[{"role":"user","content":"hello"}]}""");
        using var more = await server.PostAsync(
            "/v1/messages/count_tokens?beta=true",
            """{"model":"auto","system":"Be brief and kind to everyone.","tools":[{"name":"read_file","description":"Reads a file.","input_schema":{"type":"object"}}],"messages":[{"role":"user","content":"hello"}]}""");

        var models = await RunningServer.JsonAsync(list);
        Assert.False(models.GetProperty("has_more").GetBoolean());
        Assert.Equal("auto", models.GetProperty("first_id").GetString());
        Assert.Equal("model", models.GetProperty("data")[0].GetProperty("type").GetString());
        var (small, large) = ((await RunningServer.JsonAsync(few)).GetProperty("input_tokens").GetInt64(), (await RunningServer.JsonAsync(more)).GetProperty("input_tokens").GetInt64());
        Assert.InRange(small, 1, 10);
        Assert.InRange(large, small + 10, small + 60);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Ollama_clients_find_what_they_look_for()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);

        Assert.Equal("Ollama is running", await server.Client.GetStringAsync("/", RunningServer.Token));
        using var head = await server.SendAsync(HttpMethod.Head, "/");
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        var tags = JsonNode.Parse(await server.Client.GetStringAsync("/api/tags", RunningServer.Token))!["models"]!.AsArray();
        Assert.Contains("llama:latest", tags.Select(model => model!["name"]!.ToString()));
        Assert.All(tags, model => Assert.Equal(64, model!["digest"]!.ToString().Length));
        Assert.NotNull(JsonNode.Parse(await server.Client.GetStringAsync("/api/version", RunningServer.Token))!["version"]);
        Assert.Empty(JsonNode.Parse(await server.Client.GetStringAsync("/api/ps", RunningServer.Token))!["models"]!.AsArray());
        using var shown = await server.PostAsync("/api/show", """{"model":"llama:latest"}""");
        var show = JsonNode.Parse(await shown.Content.ReadAsStringAsync(RunningServer.Token))!;
        Assert.Equal(["completion", "tools", "vision", "thinking"], show["capabilities"]!.AsArray().Select(word => word!.ToString()));
        Assert.Equal(100_000, show["model_info"]!["tandem.context_length"]!.GetValue<int>());
        using var none = await server.PostAsync("/api/show", """{"model":"none"}""");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.Equal(JsonValueKind.String, (await RunningServer.JsonAsync(none)).GetProperty("error").ValueKind);
        using var load = await server.PostAsync("/api/chat", """{"model":"llama","messages":[]}""");
        Assert.Equal("load", (await RunningServer.JsonAsync(load)).GetProperty("done_reason").GetString());
        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ollama_generates_from_a_prompt(bool stream)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("Ro", "ses").WithUsage(9, 2));
        await using var server = await RunningServer.StartAsync([ServedModel.Of(upstream, "ollama")]);

        using var response = await server.PostAsync("/api/generate", $$$"""{"model":"llama","prompt":"Write.","system":"Be brief.","stream":{{{(stream ? "true" : "false")}}},"options":{"num_predict":5}}""");
        var lines = (await response.Content.ReadAsStringAsync(RunningServer.Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();

        Assert.Equal("Roses", string.Concat(lines.Select(line => line["response"]!.ToString())));
        Assert.Equal(stream ? 3 : 1, lines.Count);
        Assert.True(lines[^1]["done"]!.GetValue<bool>());
        Assert.Equal((9, 2), (lines[^1]["prompt_eval_count"]!.GetValue<int>(), lines[^1]["eval_count"]!.GetValue<int>()));
        Assert.Contains("Be brief.", upstream.Requests[0].Text, StringComparison.Ordinal);
        Assert.Equal("llama", response.Headers.GetValues("x-tandem-model").Single());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Completions_fill_in_the_middle(bool stream)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("a ", "+ b").WithUsage(9, 2));
        await using var server = await RunningServer.StartAsync(upstream);

        using var response = await server.PostAsync(
            "/v1/completions", $$"""{"model":"auto","prompt":"int Add(int a, int b) => ","suffix":";","stream":{{(stream ? "true" : "false")}},"stream_options":{"include_usage":true},"stop":"\n"}""");
        var body = await response.Content.ReadAsStringAsync(RunningServer.Token);
        var chunks = stream ? Clients.Events(body) : [JsonNode.Parse(body)];

        Assert.Equal("a + b", string.Concat(chunks.Select(chunk => chunk!["choices"]!.AsArray().FirstOrDefault()?["text"]?.ToString())));
        Assert.Equal("stop", chunks.Select(chunk => chunk!["choices"]!.AsArray().FirstOrDefault()?["finish_reason"]?.ToString()).Last(word => word is not null));
        Assert.Equal(11, chunks[^1]!["usage"]!["total_tokens"]!.GetValue<int>());
        Assert.Equal(stream, body.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal));
        Assert.Contains("int Add", upstream.Requests[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_response_goes_on_from_the_one_before(bool stream)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("Two words").ThenToolCall("read_file", """{"path":"a"}""", "call_7"), Reply.Stream("Done."));
        await using var server = await RunningServer.StartAsync(upstream);
        var flow = stream ? "true" : "false";

        using var first = await server.PostAsync("/v1/responses", $$"""{"model":"auto","input":"Remember: blue.","stream":{{flow}}}""");
        var body = await first.Content.ReadAsStringAsync(RunningServer.Token);
        var id = (stream ? Clients.Events(body)[^1]!["response"]! : JsonNode.Parse(body)!)["id"]!.ToString();
        using var second = await server.PostAsync(
            "/v1/responses", $$"""{"model":"auto","previous_response_id":"{{id}}","stream":{{flow}},"input":[{"type":"function_call_output","call_id":"call_7","output":"text of a"}]}""");
        var told = await second.Content.ReadAsStringAsync(RunningServer.Token);

        Assert.Equal("Done.", Clients.Read("responses", stream, told).Text);
        var sent = JsonNode.Parse(upstream.Requests[1].Text)!["messages"]!.AsArray();
        Assert.Equal(["user", "assistant", "tool"], sent.Select(message => message!["role"]!.ToString()));
        Assert.Contains("blue", sent[0]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("call_7", sent[2]!["tool_call_id"]!.ToString());
    }

    [Fact]
    public async Task A_response_of_another_owner_is_not_found()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);
        var (ann, bob) = ((await server.MakeKeyAsync()).Secret, (await server.MakeKeyAsync()).Secret);

        using var first = await server.PostAsync("/v1/responses", """{"model":"auto","input":"My secret."}""", ("x-api-key", ann));
        var id = (await RunningServer.JsonAsync(first)).GetProperty("id").GetString();
        var next = $$"""{"model":"auto","previous_response_id":"{{id}}","input":"What was it?"}""";
        using var foreign = await server.PostAsync("/v1/responses", next, ("x-api-key", bob));
        using var own = await server.PostAsync("/v1/responses", next, ("x-api-key", ann));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (foreign.StatusCode, own.StatusCode));
        Assert.Equal("previous_response_not_found", (await RunningServer.JsonAsync(foreign)).GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_response_that_is_not_stored_is_not_kept()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);

        using var first = await server.PostAsync("/v1/responses", """{"model":"auto","store":false,"input":"x"}""");
        var id = (await RunningServer.JsonAsync(first)).GetProperty("id").GetString();
        using var second = await server.PostAsync("/v1/responses", $$"""{"model":"auto","previous_response_id":"{{id}}","input":"y"}""");

        Assert.Equal(HttpStatusCode.NotFound, second.StatusCode);
    }

    [Theory]
    [InlineData(true, "anthropic")]
    [InlineData(false, "anthropic")]
    [InlineData(true, "openai-compatible")]
    [InlineData(false, "openai-compatible")]
    public async Task A_thread_goes_on_with_only_the_new_turn(bool stream, string provider)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("Let me ", "look.").ThenToolCall("read_file", """{"path":"a\"b"}""", "toolu_7"), Reply.Stream("Done."));
        await using var server = await RunningServer.StartAsync([ServedModel.Of(upstream, provider)]);
        var flow = stream ? "true" : "false";
        const string Tools = "\"tools\":[{\"name\":\"read_file\",\"input_schema\":{\"type\":\"object\"}}]";

        using var first = await server.PostAsync("/v1/messages", $$"""{"model":"auto","max_tokens":50,"system":"Be brief.","stream":{{flow}},{{Tools}},"thread":{"type":"create"},"messages":[{"role":"user","content":"Read it."}]}""", ("anthropic-version", "2026-10-21"));
        var body = await first.Content.ReadAsStringAsync(RunningServer.Token);
        var id = (stream ? Clients.Events(body).First(one => one!["type"]!.ToString() == "message_start")!["message"]! : JsonNode.Parse(body)!)["id"]!.ToString();
        using var second = await server.PostAsync(
            "/v1/messages",
            $$"""{"model":"auto","max_tokens":50,"stream":{{flow}},"thread":{"type":"continue","previous_message_id":"{{id}}"},"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_7","content":"text of a"}]}]}""",
            ("anthropic-version", "2026-10-21"));

        Assert.Equal("Done.", Clients.Read("messages", stream, await second.Content.ReadAsStringAsync(RunningServer.Token)).Text);
        var sent = upstream.Requests[1].Text;
        foreach (var kept in (string[])["Be brief.", "Read it.", "Let me look.", "toolu_7", "text of a", "input_schema"])
            Assert.True(sent.Contains(kept, StringComparison.Ordinal) || (kept == "input_schema" && sent.Contains("\"parameters\"", StringComparison.Ordinal)), kept + " is missing in " + sent);
        Assert.DoesNotContain("\"thread\"", upstream.Requests[0].Text + sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_thread_is_told_so_that_clients_send_everything_again()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);

        using var response = await server.PostAsync("/v1/messages", """{"model":"auto","max_tokens":5,"thread":{"type":"continue","previous_message_id":"msg_none"},"messages":[{"role":"user","content":"x"}]}""");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var error = (await RunningServer.JsonAsync(response)).GetProperty("error");
        Assert.Equal("not_found_error", error.GetProperty("type").GetString());
        Assert.Equal("thread_not_found", error.GetProperty("details").GetProperty("error_code").GetString());
    }
}
