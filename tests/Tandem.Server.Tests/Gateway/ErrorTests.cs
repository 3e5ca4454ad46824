using System.Net;
using System.Text;
using System.Text.Json;
using Tandem.ScriptedUpstream;

namespace Tandem.Server.Tests.Gateway;

public sealed class ErrorTests
{
    private static readonly HashSet<string> Types =
        ["invalid_request_error", "not_found_error", "api_error", "overloaded_error", "request_too_large", "rate_limit_error", "server_error", "permission_error", "authentication_error"];

    public static TheoryData<string> Families => [.. Clients.Families];

    [Theory]
    [MemberData(nameof(Families))]
    public async Task A_body_that_is_no_request_is_400_in_the_clients_shape(string family)
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);
        string[] bodies = ["{", "[]", "null", "\"x\"", "{}", """{"model":1,"messages":[]}""", """{"model":"auto","messages":7,"input":7}""", new string('[', 100_000), "{\"a\":" + new string('[', 70) + new string(']', 70) + "}"];

        foreach (var body in bodies)
        {
            using var response = await server.PostAsync(Clients.PathOf(family), body);

            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            await AssertShapeAsync(family, response);
        }

        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task An_unknown_model_is_404_in_the_clients_shape(string family)
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);

        using var response = await server.PostAsync(Clients.PathOf(family), Clients.Body(family, stream: true, tools: false, model: "gpt-9"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("gpt-9", await AssertShapeAsync(family, response), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task A_body_that_is_too_large_is_413_before_it_is_read(string family)
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream, options: new ServerOptions { MaxBodyBytes = 1024 * 1024 });

        using var response = await server.PostAsync(Clients.PathOf(family), Clients.Body(family, stream: false, tools: false, text: new string('x', 2 * 1024 * 1024)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        await AssertShapeAsync(family, response);
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_cut_off_at_the_limit()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream, options: new ServerOptions { MaxBodyBytes = 100_000 });
        using var message = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new ByteArrayContent(new byte[300_000]) };
        message.Headers.TransferEncodingChunked = true;

        using var response = await server.Client.SendAsync(message, RunningServer.Token);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task A_failure_before_the_first_byte_has_the_status_and_not_a_200(string family)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Status(401, "sk-secret of acme"));
        await using var server = await RunningServer.StartAsync(upstream);

        using var response = await server.PostAsync(Clients.PathOf(family), Clients.Body(family, stream: true, tools: false));

        Assert.Equal(family == "messages" ? 529 : 503, (int)response.StatusCode);
        Assert.DoesNotContain("sk-secret", await AssertShapeAsync(family, response), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task A_stream_that_is_cut_ends_with_an_error_and_without_a_terminator(string family)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Broken(Faults.Cut, after: 1));
        await using var server = await RunningServer.StartAsync(upstream);

        using var response = await server.PostAsync(Clients.PathOf(family), Clients.Body(family, stream: true, tools: false));
        var body = await response.Content.ReadAsStringAsync(RunningServer.Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("Hel", body, StringComparison.Ordinal);
        Assert.Contains("broke off", body.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        foreach (var end in (string[])["[DONE]", "message_stop", "response.completed", "\"done\":true", "\"finish_reason\":\"stop\""])
            Assert.DoesNotContain(end, body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task An_answer_that_is_not_streamed_and_breaks_off_is_an_error(string family)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Broken(Faults.Cut, after: 1));
        await using var server = await RunningServer.StartAsync(upstream);

        using var response = await server.PostAsync(Clients.PathOf(family), Clients.Body(family, stream: false, tools: false));

        Assert.InRange((int)response.StatusCode, 500, 529);
        await AssertShapeAsync(family, response);
    }

    [Fact]
    public async Task A_limit_of_the_upstream_is_429_with_its_wait()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Status(429, retryAfterSeconds: 60));
        await using var server = await RunningServer.StartAsync(upstream);

        using var response = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: true, tools: false));

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(60, response.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
    }

    [Theory]
    [InlineData("/v1/nothing", "error")]
    [InlineData("/v1/messages/nothing", "request_id")]
    [InlineData("/api/nothing", "error")]
    [InlineData("/nothing", "request_id")]
    public async Task What_is_not_served_is_404_with_an_id(string path, string member)
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);

        using var response = await server.SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.True((await RunningServer.JsonAsync(response)).TryGetProperty(member, out _));
        Assert.StartsWith("req_", response.Headers.GetValues("x-tandem-request-id").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_fields_are_never_an_error()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);

        foreach (var family in Clients.Families)
        {
            var body = Clients.Body(family, stream: false, tools: false);
            using var response = await server.PostAsync(Clients.PathOf(family) + "?beta=true", body[..^1] + ""","client_metadata":{"a":[1]},"x_new":null,"CustomHeaders":{}}""", ("anthropic-beta", "a-2030-01-01,b"));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task Random_damage_is_never_a_5xx()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);
        var chance = new Random(20261124);

        for (var number = 0; number < 400; number++)
        {
            var family = Clients.Families[number % Clients.Families.Length];
            var bytes = Encoding.UTF8.GetBytes(Clients.Body(family, stream: chance.Next(2) == 0, tools: true));
            for (var damage = chance.Next(1, 4); damage > 0; damage--)
                bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);
            using var message = new HttpRequestMessage(HttpMethod.Post, Clients.PathOf(family)) { Content = new ByteArrayContent(bytes) };
            using var response = await server.Client.SendAsync(message, RunningServer.Token);
            Assert.True((int)response.StatusCode is 200 or (>= 400 and < 500), $"{(int)response.StatusCode} for {Encoding.UTF8.GetString(bytes)}");
        }
    }

    private static async Task<string> AssertShapeAsync(string family, HttpResponseMessage response)
    {
        var root = await RunningServer.JsonAsync(response);
        var error = root.GetProperty("error");
        var id = response.Headers.GetValues("x-tandem-request-id").Single();
        Assert.StartsWith("req_", id, StringComparison.Ordinal);
        if (family == "ollama")
            return error.GetString()!;
        Assert.Contains(error.GetProperty("type").GetString()!, Types);
        if (family == "messages")
        {
            Assert.Equal("error", root.GetProperty("type").GetString());
            Assert.Equal(id, root.GetProperty("request_id").GetString());
        }
        else
        {
            Assert.Equal(JsonValueKind.Null, error.GetProperty("param").ValueKind);
            Assert.True(error.TryGetProperty("code", out _));
        }

        return error.GetProperty("message").GetString()!;
    }
}
