using System.Net;
using Tandem.Routing;
using Tandem.Routing.Prices;
using Tandem.ScriptedUpstream;
using Tandem.Server.Hosting;
using Tandem.Server.Tests.Gateway;

namespace Tandem.Server.Tests.Callers;

public sealed class KeyTests
{
    private static readonly string Question = Clients.Body("chat", stream: false, tools: false);

    /// <summary>A revoked key is seen at once, as tests do not wait.</summary>
    private static readonly ServerOptions Fresh = new() { KeyRefresh = TimeSpan.Zero };

    [Fact]
    public async Task Without_any_key_made_this_machine_is_served_whatever_key_its_clients_send()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);

        using var none = await server.PostAsync("/v1/chat/completions", Question);
        using var dummy = await server.PostAsync("/v1/chat/completions", Question, ("Authorization", "Bearer sk-none"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (none.StatusCode, dummy.StatusCode));
    }

    [Fact]
    public async Task Without_any_key_made_no_address_is_opened_to_others()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);
        var open = new ServerOptions { Urls = [new Uri("http://0.0.0.0:0")] };

        var refused = await Assert.ThrowsAsync<Tandem.Pipeline.Errors.RequestException>(() => TandemServer.StartAsync(server.Engine, open, RunningServer.Token));
        Assert.Contains("tandem keys create", refused.Message, StringComparison.Ordinal);

        await server.MakeKeyAsync();
        await using var opened = await TandemServer.StartAsync(server.Engine, open, RunningServer.Token);
        Assert.Single(opened.Addresses);
    }

    [Fact]
    public async Task Every_route_refuses_every_bad_key_before_any_effect()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream, options: Fresh);
        var revoked = await server.MakeKeyAsync();
        await server.Keys.RevokeAsync(revoked.Id, TimeProvider.System.GetUtcNow(), RunningServer.Token);
        var expired = await server.MakeKeyAsync(key => key with { ExpiresAt = key.CreatedAt });
        var user = await server.MakeKeyAsync();
        var routes = RouteTable.Of(server.Server).ToList();
        (string, string)[][] bad =
        [
            [], [("Authorization", "Bearer wrong")], [("x-api-key", "wrong")], [("Authorization", $"Basic {user.Secret}")],
            [("Authorization", $"Bearer {revoked.Secret}")], [("x-api-key", expired.Secret)], [("Authorization", $"Bearer {user.Secret}"), ("x-api-key", "other")],
        ];

        foreach (var (method, path, rule) in routes.Where(route => route.Rule.Access != RouteAccess.Public))
            foreach (var spelling in (string[])[path, path.ToUpperInvariant(), path + "/"])
                foreach (var headers in bad)
                {
                    using var response = await server.SendAsync(new HttpMethod(method), spelling, method == "GET" ? null : Question, headers);
                    Assert.True(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests, $"{method} {spelling}: {response.StatusCode}");
                }

        foreach (var (method, path, _) in routes.Where(route => route.Rule.Access == RouteAccess.Admin))
        {
            using var response = await server.SendAsync(new HttpMethod(method), path, method == "GET" ? null : "{}", ("x-api-key", user.Secret));
            Assert.True(response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests, $"{method} {path}: {response.StatusCode}");
        }

        Assert.Contains(routes, route => route.Rule.Access == RouteAccess.Admin);
        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("messages")]
    [InlineData("ollama")]
    [InlineData("responses")]
    public async Task A_key_opens_every_door_in_both_headers(string family)
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);
        var (_, secret) = await server.MakeKeyAsync();

        using var bearer = await server.PostAsync(Clients.PathOf(family), Clients.Body(family, stream: false, tools: false), ("Authorization", $"Bearer {secret}"));
        using var plain = await server.PostAsync(Clients.PathOf(family), Clients.Body(family, stream: false, tools: false), ("x-api-key", secret));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (bearer.StatusCode, plain.StatusCode));
        Assert.DoesNotContain(secret, string.Concat(upstream.Requests.SelectMany(call => call.Headers.Values)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_is_dead()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream, options: Fresh);
        var (id, secret) = await server.MakeKeyAsync();

        using var before = await server.PostAsync("/v1/chat/completions", Question, ("x-api-key", secret));
        await server.Keys.RevokeAsync(id, TimeProvider.System.GetUtcNow(), RunningServer.Token);
        using var after = await server.PostAsync("/v1/chat/completions", Question, ("x-api-key", secret));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (before.StatusCode, after.StatusCode));
        Assert.True(new ServerOptions().KeyRefresh < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_private_key_never_reaches_an_external_model_whatever_it_asks()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync([ServedModel.OpenAI(upstream, "gpt", "external")]);
        var (_, secret) = await server.MakeKeyAsync(key => key with { DataClass = DataClass.Private });

        foreach (var model in (string[])["auto", "gpt", "auto:best"])
        {
            using var response = await server.PostAsync(
                "/v1/chat/completions", Clients.Body("chat", stream: true, tools: false, model), ("x-api-key", secret), ("x-tandem-data-class", "shareable"));
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.Equal("privacy_refused", (await RunningServer.JsonAsync(response)).GetProperty("error").GetProperty("code").GetString());
        }

        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task A_conversation_that_was_private_stays_private()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync([ServedModel.OpenAI(upstream, "gpt", "external"), ServedModel.OpenAI(upstream, "llama")]);

        using var first = await server.PostAsync("/v1/chat/completions", Question, ("x-tandem-data-class", "private"));
        using var later = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: false, tools: false, "gpt"));
        using var other = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: false, tools: false, "gpt", "Something else."));

        Assert.Equal("llama", first.Headers.GetValues("x-tandem-model").Single());
        Assert.Equal(HttpStatusCode.Forbidden, later.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task A_key_uses_only_the_models_of_its_pool()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync([ServedModel.OpenAI(upstream, "large"), ServedModel.OpenAI(upstream, "small")]);
        var (_, secret) = await server.MakeKeyAsync(key => key with { Pool = ["small"] });

        using var auto = await server.PostAsync("/v1/chat/completions", Question, ("x-api-key", secret));
        using var named = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: false, tools: false, "large"), ("x-api-key", secret));
        using var list = await server.SendAsync(HttpMethod.Get, "/v1/models", null, ("x-api-key", secret));

        Assert.Equal("small", auto.Headers.GetValues("x-tandem-model").Single());
        Assert.Equal(HttpStatusCode.Forbidden, named.StatusCode);
        Assert.DoesNotContain("large", await list.Content.ReadAsStringAsync(RunningServer.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_for_n_requests_refuses_the_next_before_an_upstream_is_called()
    {
        // A token costs $0.001: each request reserves at most its prompt and 10 tokens.
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("ok").WithUsage(10, 10));
        await using var server = await RunningServer.StartAsync([ServedModel.OpenAI(upstream, price: "1000")], "budgets: [ { scope: \"team:red\", limit_usd: 0.2, per: month, hard: true } ]\n");
        var (_, own) = await server.MakeKeyAsync(key => key with { Limit = NanoUsd.FromUsd(0.06m) });
        var (_, member) = await server.MakeKeyAsync(key => key with { Team = "team:red" });
        const string Body = """{"model":"auto","max_tokens":10,"messages":[{"role":"user","content":"hi"}]}""";

        var answers = new Dictionary<string, int> { [own] = 0, [member] = 0 };
        foreach (var secret in (string[])[own, member])
            while (true)
            {
                using var response = await server.PostAsync("/v1/chat/completions", Body, ("x-api-key", secret));
                if (response.StatusCode != HttpStatusCode.OK)
                {
                    Assert.Equal(HttpStatusCode.PaymentRequired, response.StatusCode);
                    Assert.Equal("budget_exceeded", (await RunningServer.JsonAsync(response)).GetProperty("error").GetProperty("code").GetString());
                    break;
                }

                answers[secret]++;
                Assert.True(answers[secret] < 20, "The budget never held.");
            }

        Assert.InRange(answers[own], 1, 3);
        Assert.InRange(answers[member], 4, 10);
        Assert.Equal(answers.Values.Sum(), upstream.Requests.Count);
    }

    [Fact]
    public async Task Rates_are_limited_with_the_time_to_wait()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("ok").WithUsage(10, 90));
        await using var server = await RunningServer.StartAsync(upstream);
        var (_, requests) = await server.MakeKeyAsync(key => key with { RequestsPerMinute = 3 });
        var (_, tokens) = await server.MakeKeyAsync(key => key with { TokensPerMinute = 150 });

        Assert.Equal("200 200 200 429", string.Join(" ", await AskAsync(requests, 4)));
        Assert.Equal("200 200 429", string.Join(" ", await AskAsync(tokens, 3)));

        async Task<int[]> AskAsync(string secret, int times)
        {
            var statuses = new int[times];
            for (var number = 0; number < times; number++)
            {
                using var response = await server.PostAsync("/v1/chat/completions", Question, ("x-api-key", secret));
                statuses[number] = (int)response.StatusCode;
                Assert.Equal(statuses[number] == 429, response.Headers.RetryAfter is not null);
            }

            return statuses;
        }
    }

    [Fact]
    public async Task Guessing_is_slowed_and_right_keys_are_not()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);
        var (_, secret) = await server.MakeKeyAsync();
        using (await server.PostAsync("/v1/chat/completions", Question, ("x-api-key", secret))) { }

        var statuses = new List<HttpStatusCode>();
        for (var number = 0; number < 30; number++)
            using (var guess = await server.PostAsync("/v1/chat/completions", Question, ("x-api-key", $"tdm_guess{number}")))
                statuses.Add(guess.StatusCode);
        using var right = await server.PostAsync("/v1/chat/completions", Question, ("x-api-key", secret));

        Assert.Equal(20, statuses.TakeWhile(status => status == HttpStatusCode.Unauthorized).Count());
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }
}
