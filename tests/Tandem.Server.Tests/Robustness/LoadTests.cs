using System.Net;
using System.Net.Sockets;
using System.Text;
using Tandem.ScriptedUpstream;
using Tandem.Server.Tests.Gateway;

namespace Tandem.Server.Tests.Robustness;

public sealed class LoadTests
{
    private static readonly string Question = Clients.Body("chat", stream: false, tools: false);

    [Fact]
    public async Task Many_requests_at_once_are_in_the_ledger_as_the_upstream_counted_them()
    {
        await using var upstream = await FakeUpstream.StartAsync(new UpstreamScript
        {
            Answer = static (_, number) => number % 17 == 3 ? Reply.Status(500) : Reply.Stream("one", "two").WithUsage(10, 4),
        });
        await using var server = await RunningServer.StartAsync(upstream);
        var left = 200;

        await Task.WhenAll(Enumerable.Range(0, 16).Select(async worker =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var family = Clients.Families[worker % Clients.Families.Length];
                using var response = await server.PostAsync(Clients.PathOf(family), Clients.Body(family, stream: worker % 2 == 0, tools: false));
                await response.Content.ReadAsStringAsync(RunningServer.Token);
            }
        }));

        var usage = Assert.Single(await server.Engine.Ledger.ReadUsageAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, owner: null, RunningServer.Token));
        Assert.Equal((200, upstream.Requests.Count), ((int)usage.Requests, (int)usage.Attempts));
        Assert.Equal(10L * upstream.Answers, usage.Tokens.InputTokens);
        var proof = await server.Engine.Ledger.VerifyAsync(RunningServer.Token);
        Assert.Equal((0, 0), (proof.Problems.Count, (int)proof.OpenReservations));
    }

    [Fact]
    public async Task One_clients_flood_lets_another_client_in_after_one_turn()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("a").ThenHold());
        await using var server = await RunningServer.StartAsync([ServedModel.OpenAI(upstream) with { Extra = "max_concurrency: 1" }]);
        var (_, flood) = await server.MakeKeyAsync();
        var (_, other) = await server.MakeKeyAsync();

        var asked = Enumerable.Range(0, 20).Select(_ => AskAsync(server, flood, "flood")).ToList();
        await upstream.HoldingAsync(RunningServer.Token);
        asked.Add(AskAsync(server, other, "other"));
        await WaitingAsync(server, 20);
        upstream.Release();
        await Task.WhenAll(asked);

        Assert.All(asked, one => Assert.Equal(HttpStatusCode.OK, one.GetAwaiter().GetResult()));
        Assert.InRange(upstream.Requests.ToList().FindIndex(call => call.Text.Contains("other", StringComparison.Ordinal)), 1, 2);
    }

    [Fact]
    public async Task A_model_that_hangs_does_not_hold_up_another_one()
    {
        await using var hangs = await FakeUpstream.StartAsync(Reply.Broken(Faults.Silence));
        await using var well = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync([ServedModel.OpenAI(hangs, "hangs") with { Extra = "max_concurrency: 1" }, ServedModel.OpenAI(well, "well")]);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(RunningServer.Token);
        var stuck = Enumerable.Range(0, 5).Select(_ => StuckAsync(server, leaving.Token)).ToList();
        await WaitingAsync(server, 4);

        using var response = await server.PostAsync("/v1/chat/completions", Question.Replace("auto", "well", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await leaving.CancelAsync();
        await Task.WhenAll(stuck);
        Assert.Single(hangs.Requests);
    }

    [Fact]
    public async Task A_client_that_does_not_read_pauses_the_upstream_and_is_let_go()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream([.. Enumerable.Repeat(new string('x', 64 * 1024), 400)]));
        await using var server = await RunningServer.StartAsync(upstream, options: new ServerOptions { WriteDeadline = TimeSpan.FromMilliseconds(300) });
        using var client = new TcpClient { ReceiveBufferSize = 64 * 1024 };
        await client.ConnectAsync(IPAddress.Loopback, server.Client.BaseAddress!.Port, RunningServer.Token);
        var body = Clients.Body("chat", stream: true, tools: false);

        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: {body.Length}\r\n\r\n{body}"), RunningServer.Token);
        var call = await upstream.RequestAsync(1, RunningServer.Token);

        Assert.False(await call.Ended.WaitAsync(RunningServer.Token));
        Assert.InRange(call.OutputBytes, 1, 4 * 1024 * 1024); // Of 25 MiB; what the kernel holds for both connections included.
    }

    [Fact]
    public async Task Clients_that_never_end_their_headers_are_let_go_and_others_are_served()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream, options: new ServerOptions { HeadersDeadline = TimeSpan.FromMilliseconds(200) });
        var slow = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, server.Client.BaseAddress!.Port, RunningServer.Token);
            await client.GetStream().WriteAsync("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nX-A"u8.ToArray(), RunningServer.Token);
            return client;
        }));

        using var response = await server.PostAsync("/v1/chat/completions", Question);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        foreach (var client in slow)
        {
            using var reader = new StreamReader(client.GetStream());
            Assert.StartsWith("HTTP/1.1 408", await reader.ReadToEndAsync(RunningServer.Token), StringComparison.Ordinal);
            client.Dispose();
        }
    }

    [Fact]
    public async Task HTTP_2_is_answered_by_HTTP_1_1_required_and_the_connection_closed()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Client.BaseAddress!.Port, RunningServer.Token);

        await client.GetStream().WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray(), RunningServer.Token);
        using var told = new MemoryStream();
        await client.GetStream().CopyToAsync(told, RunningServer.Token);

        Assert.Equal([0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 13], told.ToArray()); // GOAWAY with HTTP_1_1_REQUIRED (RFC 9113, 7).
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, "/healthz")).StatusCode);
    }

    private static async Task<HttpStatusCode> AskAsync(RunningServer server, string key, string text)
    {
        using var response = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: true, tools: false, text: text), ("x-api-key", key));
        await response.Content.ReadAsStringAsync(RunningServer.Token);
        return response.StatusCode;
    }

    private static async Task StuckAsync(RunningServer server, CancellationToken leaving)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(Question.Replace("auto", "hangs", StringComparison.Ordinal)) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.Client.SendAsync(message, leaving));
    }

    /// <summary>Until so many wait for a place, as the metrics show it.</summary>
    private static async Task WaitingAsync(RunningServer server, int count)
    {
        while (server.Waiting() < count)
            await Task.Yield();
    }
}
