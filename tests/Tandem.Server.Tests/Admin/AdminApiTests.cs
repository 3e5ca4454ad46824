using System.Net;
using System.Text.Json;
using Tandem.Pipeline.Keys;
using Tandem.ScriptedUpstream;
using Tandem.Server.Tests.Gateway;
using Tandem.TestKit;

namespace Tandem.Server.Tests.Admin;

public sealed class AdminApiTests
{
    private const string Root = "/api/tandem/v1";

    private static readonly ServerOptions Fresh = new() { KeyRefresh = TimeSpan.Zero };

    [Fact]
    public async Task The_document_and_the_page_have_every_route_and_no_other()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);

        using var document = await server.SendAsync(HttpMethod.Get, Root + "/openapi.json");

        var paths = (await RunningServer.JsonAsync(document)).GetProperty("paths");
        var told = paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}")).Order(StringComparer.Ordinal).ToList();
        var served = RouteTable.Of(server.Server).Select(route => $"{route.Method} {route.Path}").Where(route => route.Contains(Root, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(served, told.Select(route => route.Replace("{id}", "some", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var page = await File.ReadAllTextAsync(RepositoryRoot.PathTo("docs", "api.md"), RunningServer.Token);
        Assert.All(told, route => Assert.Contains($"| `{route}` |", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_another_key_did_is_not_found()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("ok").WithUsage(10, 5));
        await using var server = await RunningServer.StartAsync([ServedModel.OpenAI(upstream, price: "2")], options: Fresh);
        var (_, ann) = await server.MakeKeyAsync();
        var (_, bob) = await server.MakeKeyAsync();
        var (_, admin) = await server.MakeKeyAsync(key => key with { Role = KeyRole.Admin });
        using var asked = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: false, tools: false), ("x-api-key", ann));
        var decision = asked.Headers.GetValues("x-tandem-decision-id").Single();
        var outcome = $$"""{"decision_id":"{{decision}}","kind":"rated","value":1}""";

        foreach (var path in (string[])[$"/decisions/{decision}", $"/sessions/{await SessionAsync(server, ann)}"])
        {
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, path, ann)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(server, path, bob)).Status);
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, path, admin)).Status);
        }

        foreach (var path in (string[])["/decisions", "/sessions", "/usage", $"/decisions?owner=key:{ann}"])
            Assert.Empty((await GetAsync(server, path, bob)).Body.GetProperty("data").EnumerateArray());
        Assert.Single((await GetAsync(server, "/usage", admin)).Body.GetProperty("data").EnumerateArray());
        Assert.Equal(HttpStatusCode.NotFound, (await server.PostAsync(Root + "/outcomes", outcome, ("x-api-key", bob))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await server.PostAsync(Root + "/outcomes", outcome, ("x-api-key", ann))).StatusCode);
    }

    [Fact]
    public async Task Feedback_is_an_outcome_of_the_decision()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);
        using var asked = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: false, tools: false));
        var decision = asked.Headers.GetValues("x-tandem-decision-id").Single();

        using var told = await server.PostAsync(Root + "/outcomes", $$"""{"decision_id":"{{decision}}","kind":"verified_fail","value":0,"evidence":"dotnet test: 1"}""");
        using var wrong = await server.PostAsync(Root + "/outcomes", $$"""{"decision_id":"{{decision}}","kind":"liked","value":2}""");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.BadRequest), (told.StatusCode, wrong.StatusCode));
        var judged = Assert.Single(await server.Engine.Ledger.ReadJudgedAsync(server.Engine.Owner, null, RunningServer.Token).ToListAsync(RunningServer.Token));
        Assert.Equal((0d, "dotnet test: 1"), (judged.Score, judged.Outcomes[0].Evidence));
        Assert.Equal("application/problem+json", wrong.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Keys_are_made_used_listed_and_revoked_by_administrators()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream, options: Fresh);
        var (_, admin) = await server.MakeKeyAsync(key => key with { Role = KeyRole.Admin });

        using var made = await server.PostAsync(Root + "/keys", """{"name":"ann","owner":"ann","role":"user","data_class":"shareable","pool":["llama"],"budget_usd":5,"per":"day","rpm":3}""", ("x-api-key", admin));
        var key = await RunningServer.JsonAsync(made);
        var secret = key.GetProperty("key").GetString()!;
        using var asked = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: false, tools: false), ("x-api-key", secret));
        var budget = (await GetAsync(server, "/budgets", secret)).Body.GetProperty("data")[0];
        var list = (await GetAsync(server, "/keys", admin)).Body.ToString();
        using var revoked = await server.SendAsync(HttpMethod.Delete, $"{Root}/keys/{key.GetProperty("id").GetString()}", null, ("x-api-key", admin));
        using var dead = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: false, tools: false), ("x-api-key", secret));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.Unauthorized), (made.StatusCode, asked.StatusCode, revoked.StatusCode, dead.StatusCode));
        Assert.Equal((5m, "day"), (budget.GetProperty("limit_usd").GetDecimal(), budget.GetProperty("per").GetString()));
        Assert.Contains("\"data_class\":\"shareable\"", list, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, list, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"name":"x","role":"king"}""")]
    [InlineData("""{"name":"x","pool":["nope"]}""")]
    [InlineData("""{"name":"x","budget_usd":-1}""")]
    [InlineData("""{"name":"x","rpm":0}""")]
    public async Task A_key_that_makes_no_sense_is_400(string body)
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);

        using var response = await server.PostAsync(Root + "/keys", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(await server.Keys.ListAsync(RunningServer.Token));
    }

    [Fact]
    public async Task Models_and_policies_are_told_with_their_state()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync([ServedModel.OpenAI(upstream) with { Extra = "max_concurrency: 7" }]);

        var model = (await GetAsync(server, "/models", key: null)).Body.GetProperty("data")[0];
        var policies = (await GetAsync(server, "/policies", key: null)).Body;

        Assert.Equal(("llama", "local", 7), (model.GetProperty("name").GetString(), model.GetProperty("zone").GetString(), model.GetProperty("max_concurrency").GetInt32()));
        Assert.Equal("balanced", policies.GetProperty("in_force").GetString());
        Assert.Contains(policies.GetProperty("data").EnumerateArray(), policy => policy.GetProperty("name").GetString() == "careful");
    }

    [Fact]
    public async Task Events_tell_a_watcher_of_its_own_requests()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("ok").WithUsage(10, 5));
        await using var server = await RunningServer.StartAsync(upstream);
        var (_, ann) = await server.MakeKeyAsync();
        var (_, bob) = await server.MakeKeyAsync();
        using var watched = await server.SendAsync(HttpMethod.Get, Root + "/events", null, ("x-api-key", ann));
        using var reader = new StreamReader(await watched.Content.ReadAsStreamAsync(RunningServer.Token));

        foreach (var (key, text) in new[] { (bob, "not mine"), (ann, "mine") })
            using (await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: false, tools: false, text: text), ("x-api-key", key)))
            {
            }

        var lines = new List<string>();
        while (lines.Count(line => line.StartsWith("data:", StringComparison.Ordinal)) < 2 && await reader.ReadLineAsync(RunningServer.Token) is { } line)
            lines.Add(line);
        Assert.Equal(["event: decision", "event: receipt"], lines.Where(line => line.StartsWith("event:", StringComparison.Ordinal)));
        Assert.Contains("\"output_tokens\":5", lines[^1], StringComparison.Ordinal);
        await server.Server.StopAsync(); // A watcher does not hold the server up.
    }

    private static async Task<string> SessionAsync(RunningServer server, string key) =>
        (await GetAsync(server, "/sessions", key)).Body.GetProperty("data")[0].GetProperty("id").GetString()!;

    private static async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(RunningServer server, string path, string? key)
    {
        (string, string)[] headers = key is null ? [] : [("x-api-key", key)];
        using var response = await server.SendAsync(HttpMethod.Get, Root + path, null, headers);
        return (response.StatusCode, await RunningServer.JsonAsync(response));
    }
}
