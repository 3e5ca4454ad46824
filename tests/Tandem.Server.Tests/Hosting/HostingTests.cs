using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Tandem.ScriptedUpstream;
using Tandem.Server.Hosting;
using Tandem.Server.Tests.Gateway;

namespace Tandem.Server.Tests.Hosting;

public sealed class HostingTests
{
    [Fact]
    public async Task Every_route_has_a_rule_and_only_these_ask_nobody()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);
        var routes = RouteTable.Of(server.Server).ToList();

        Assert.All(routes, route => Assert.NotNull(route.Rule));
        Assert.Equal(
            ["GET /", "GET /api/version", "GET /healthz", "GET /readyz", "HEAD /"],
            routes.Where(route => route.Rule.Access == RouteAccess.Public).Select(route => $"{route.Method} {route.Path}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_route_without_a_rule_does_not_start()
    {
        await using var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/open", () => "x");

        Assert.Throws<InvalidOperationException>(() => ((IEndpointRouteBuilder)app).RequireRules());
    }

    [Theory]
    [InlineData("127.0.0.1:4747", null, true)]
    [InlineData("localhost", null, true)]
    [InlineData("[::1]:80", null, true)]
    [InlineData("evil.example", null, false)]
    [InlineData("127.0.0.1.evil.example", null, false)]
    [InlineData("localhost", "http://localhost:3000", true)]
    [InlineData("localhost", "https://evil.example", false)]
    [InlineData("localhost", "null", false)]
    public async Task Foreign_hosts_and_origins_are_refused(string host, string? origin, bool served)
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);
        using var message = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        message.Headers.Host = host;
        if (origin is not null)
            message.Headers.Add("Origin", origin);

        using var response = await server.Client.SendAsync(message, RunningServer.Token);

        Assert.Equal(served ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_server_that_stops_ends_streams_with_an_error_they_can_read_after_the_grace()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("first").ThenHold().ThenText("second"));
        await using var server = await RunningServer.StartAsync(upstream, options: new ServerOptions { DrainGrace = TimeSpan.FromMilliseconds(100) });

        using var response = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: true, tools: false));
        await upstream.HoldingAsync(RunningServer.Token);
        var stopping = server.Server.StopAsync();
        var body = await response.Content.ReadAsStringAsync(RunningServer.Token);
        await stopping;

        Assert.Contains("first", body, StringComparison.Ordinal);
        Assert.Contains("stopping", body, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", body, StringComparison.Ordinal);
        Assert.Equal(0, (await server.Engine.Ledger.VerifyAsync(RunningServer.Token)).OpenReservations);
    }

    [Fact]
    public async Task A_server_that_stops_finishes_answers_within_the_grace()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("first").ThenHold().ThenText("second"));
        await using var server = await RunningServer.StartAsync(upstream);

        using var response = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: true, tools: false));
        await upstream.HoldingAsync(RunningServer.Token);
        var stopping = server.Server.StopAsync();
        upstream.Release();
        var body = await response.Content.ReadAsStringAsync(RunningServer.Token);
        await stopping;

        Assert.True(Clients.Read("chat", stream: true, body).Ended, body);
    }

    [Fact]
    public async Task Health_readiness_and_metrics_answer()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("ok").WithUsage(11, 7));
        await using var server = await RunningServer.StartAsync(upstream);
        using (var asked = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: false, tools: false)))
            await asked.Content.ReadAsStringAsync(RunningServer.Token);

        Assert.Equal("""{"status":"ok"}""", await server.Client.GetStringAsync("/healthz", RunningServer.Token));
        Assert.Equal("""{"status":"ready"}""", await server.Client.GetStringAsync("/readyz", RunningServer.Token));
        var metrics = await server.Client.GetStringAsync("/metrics", RunningServer.Token);
        Assert.Contains("tandem_answers_total{model=\"llama\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("tandem_output_tokens_total{model=\"llama\"} 7\n", metrics, StringComparison.Ordinal);
        Assert.Contains("tandem_http_requests_total{route=\"/healthz\",status=\"200\"} 1\n", metrics, StringComparison.Ordinal);
    }
}
