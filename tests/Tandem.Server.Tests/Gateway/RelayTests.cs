using System.Text;
using Tandem.Pipeline.Ledger;
using Tandem.ScriptedUpstream;

namespace Tandem.Server.Tests.Gateway;

public sealed class RelayTests
{
    [Theory]
    [InlineData("chat", "openai-compatible")]
    [InlineData("messages", "anthropic")]
    [InlineData("ollama", "ollama")]
    public async Task The_same_dialect_is_relayed_byte_for_byte(string family, string provider)
    {
        var reply = Reply.Stream("Ro", "ses 🌹").WithUsage(7, 3) with { };
        await using var upstream = await FakeUpstream.StartAsync(reply);
        await using var server = await RunningServer.StartAsync([ServedModel.Of(upstream, provider)]);
        var body = Clients.Body(family, stream: true, tools: false).Replace("\"stream\":true", "\"stream\":true,\"stream_options\":{\"include_usage\":true}", StringComparison.Ordinal);

        using var direct = new HttpClient { BaseAddress = upstream.Address };
        using var content = new StringContent(body.Replace("\"auto\"", "\"up-llama\"", StringComparison.Ordinal), Encoding.UTF8, "application/json");
        using var original = await direct.PostAsync(Clients.PathOf(family), content, RunningServer.Token);
        using var relayed = await server.PostAsync(Clients.PathOf(family), body);

        Assert.Equal(Stable(await original.Content.ReadAsStringAsync(RunningServer.Token)), Stable(await relayed.Content.ReadAsStringAsync(RunningServer.Token)));
        Assert.Equal(original.Content.Headers.ContentType!.MediaType, relayed.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_first_token_reaches_the_client_while_the_model_still_writes()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("first").ThenHold().ThenText("second"));
        await using var server = await RunningServer.StartAsync(upstream);

        using var response = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: true, tools: false));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(RunningServer.Token));
        var seen = "";
        while (!seen.Contains("first", StringComparison.Ordinal))
            seen += await reader.ReadLineAsync(RunningServer.Token);
        upstream.Release();
        seen += await reader.ReadToEndAsync(RunningServer.Token);

        Assert.Contains("second", seen, StringComparison.Ordinal);
        Assert.Contains("[DONE]", seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_leaves_stops_the_upstream_and_is_charged(bool stream)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("first").ThenHold().ThenText("second"));
        await using var server = await RunningServer.StartAsync(upstream);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(RunningServer.Token);
        using var message = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(Clients.Body("chat", stream, tools: false)) };

        var asking = server.Client.SendAsync(message, HttpCompletionOption.ResponseContentRead, leaving.Token);
        await upstream.HoldingAsync(RunningServer.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);

        Assert.False(await upstream.Requests[0].Ended.WaitAsync(RunningServer.Token));
        await server.Server.StopAsync(); // Finalisers are done after it.
        Assert.Equal(0, (await server.Engine.Ledger.VerifyAsync(RunningServer.Token)).OpenReservations);
    }

    [Fact]
    public async Task Every_answer_says_what_it_was_and_what_it_cost()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("ok").WithUsage(1_000, 1_000));
        await using var server = await RunningServer.StartAsync([ServedModel.OpenAI(upstream, price: "2")]);

        using var response = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: false, tools: false, text: new string('x', 4_000)));

        string Header(string name) => response.Headers.GetValues(name).Single();
        Assert.Equal("0.004", Header("x-tandem-cost-usd"));
        Assert.NotEmpty(Header("x-tandem-reason"));
        var decision = await server.Engine.Ledger.ReadDecisionsAsync(new DecisionFilter { DecisionId = Header("x-tandem-decision-id") }, RunningServer.Token).SingleAsync(RunningServer.Token);
        Assert.Equal(Header("x-tandem-request-id"), decision.RequestId.Value);
        Assert.Equal("llama", decision.Choice);
    }

    [Fact]
    public async Task Fields_that_the_model_cannot_carry_are_named()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync([ServedModel.Of(upstream, "anthropic")]);

        using var response = await server.PostAsync("/v1/chat/completions", """{"model":"auto","seed":7,"logit_bias":{},"messages":[{"role":"user","content":"x"}]}""");

        Assert.Equal("logit_bias, seed", response.Headers.GetValues("x-tandem-dropped").Single());
    }

    [Fact]
    public async Task Fails_over_to_the_other_model_before_the_first_byte_and_says_who_answered()
    {
        await using var sick = await FakeUpstream.StartAsync(Reply.Status(500), Reply.Status(500), Reply.Status(500));
        await using var well = await FakeUpstream.StartAsync(Reply.Stream("from the other"));
        await using var server = await RunningServer.StartAsync([ServedModel.OpenAI(sick, "sick"), ServedModel.OpenAI(well, "well")]);

        using var response = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: true, tools: false));

        Assert.Equal("from the other", Clients.Read("chat", stream: true, await response.Content.ReadAsStringAsync(RunningServer.Token)).Text);
        Assert.Equal("well", response.Headers.GetValues("x-tandem-model").Single());
    }

    /// <summary>An answer without its id and times, which differ between two answers.</summary>
    private static string Stable(string body) =>
        System.Text.RegularExpressions.Regex.Replace(body, "\"(id|created|created_at|[a-z_]*duration)\":(\"[^\"]*\"|[0-9]+)", "");
}
