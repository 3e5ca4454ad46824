using System.Net;
using Tandem.ScriptedUpstream;

namespace Tandem.Server.Tests.Gateway;

public sealed class IdempotencyTests
{
    private static readonly (string, string) Key = ("Idempotency-Key", "one");

    public static TheoryData<string, bool> Doors => new(
        from family in Clients.Families
        from stream in (bool[])[true, false]
        select (family, stream));

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task The_same_key_is_one_upstream_call_one_charge_and_the_same_answer(string family, bool stream)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("one", " answer").WithUsage(100, 100), Reply.Stream("another"));
        await using var server = await RunningServer.StartAsync([ServedModel.OpenAI(upstream, price: "2")]);
        var body = Clients.Body(family, stream, tools: false);

        using var first = await server.PostAsync(Clients.PathOf(family), body, Key);
        var answer = await first.Content.ReadAsStringAsync(RunningServer.Token);
        using var second = await server.PostAsync(Clients.PathOf(family), body, Key);

        Assert.Equal(answer, await second.Content.ReadAsStringAsync(RunningServer.Token));
        Assert.Equal(first.Content.Headers.ContentType, second.Content.Headers.ContentType);
        Assert.Equal(first.Headers.GetValues("x-tandem-decision-id"), second.Headers.GetValues("x-tandem-decision-id"));
        Assert.NotEqual(first.Headers.GetValues("x-tandem-request-id"), second.Headers.GetValues("x-tandem-request-id"));
        Assert.Equal("true", second.Headers.GetValues("idempotent-replayed").Single());
        Assert.Single(upstream.Requests);
        Assert.Equal(1, Assert.Single(await server.Engine.Ledger.ReadUsageAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, owner: null, RunningServer.Token)).Requests);
    }

    [Fact]
    public async Task Another_body_or_door_is_422_and_another_user_is_apart()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream);
        var (_, ann) = await server.MakeKeyAsync();
        var (_, bob) = await server.MakeKeyAsync();
        var body = Clients.Body("chat", stream: false, tools: false);

        using var first = await server.PostAsync("/v1/chat/completions", body, Key, ("x-api-key", ann));
        using var changed = await server.PostAsync("/v1/chat/completions", body.Replace("poem", "song", StringComparison.Ordinal), Key, ("x-api-key", ann));
        using var door = await server.PostAsync("/api/chat", body, Key, ("x-api-key", ann));
        using var other = await server.PostAsync("/v1/chat/completions", body, Key, ("x-api-key", bob));

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (changed.StatusCode, door.StatusCode));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.False(other.Headers.Contains("idempotent-replayed"));
        Assert.Equal(2, upstream.Requests.Count);
    }

    [Fact]
    public async Task A_repetition_waits_for_the_first_that_is_under_way()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("first").ThenHold().ThenText(" and last"));
        await using var server = await RunningServer.StartAsync(upstream);
        var body = Clients.Body("chat", stream: true, tools: false);

        var first = server.PostAsync("/v1/chat/completions", body, Key);
        await upstream.HoldingAsync(RunningServer.Token);
        var second = server.PostAsync("/v1/chat/completions", body, Key);
        using var begun = await first;
        upstream.Release();
        using var repeated = await second;

        Assert.Equal(await begun.Content.ReadAsStringAsync(RunningServer.Token), await repeated.Content.ReadAsStringAsync(RunningServer.Token));
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task A_request_that_failed_before_output_may_run_again_and_then_is_kept()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Status(401), Reply.Status(401), Reply.Stream("at last"));
        await using var server = await RunningServer.StartAsync(upstream);
        var body = Clients.Body("chat", stream: false, tools: false);

        var statuses = new List<HttpStatusCode>();
        for (var tries = 0; tries < 4; tries++)
        {
            using var response = await server.PostAsync("/v1/chat/completions", body, Key);
            statuses.Add(response.StatusCode);
        }

        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK], statuses);
        Assert.Equal(3, upstream.Requests.Count);
    }

    [Fact]
    public async Task A_broken_answer_is_never_given_again()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Broken(Faults.Cut, after: 1));
        await using var server = await RunningServer.StartAsync(upstream);
        var body = Clients.Body("chat", stream: true, tools: false);

        using var first = await server.PostAsync("/v1/chat/completions", body, Key);
        await first.Content.ReadAsStringAsync(RunningServer.Token);
        using var second = await server.PostAsync("/v1/chat/completions", body, Key);

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Single(upstream.Requests);
    }
}
