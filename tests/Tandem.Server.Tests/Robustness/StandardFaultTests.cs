using Tandem.ScriptedUpstream;
using Tandem.Server.Tests.Gateway;

namespace Tandem.Server.Tests.Robustness;

/// <summary>The sixteen faults that a gateway meets, over real sockets: rescued by the other model, or told as an error; never a false success.</summary>
public sealed class StandardFaultTests
{
    private const string Deadlines = "deadlines: { connect: 0.5, headers: 0.3, first_token: 0.3, progress: 0.3 }";

    private static readonly Reply Hello = Reply.Stream("Hel", "lo");

    private static readonly (string Name, Reply[] Sick, Reply Well, bool IsWhole)[] Cases =
    [
        ("429 with a long Retry-After", [Reply.Status(429, retryAfterSeconds: 60)], Hello, true),
        ("429 without one", [Reply.Status(429), Reply.Status(429)], Hello, true),
        ("500 once", [Reply.Status(500), Hello], Hello, true),
        ("503", [Reply.Status(503), Reply.Status(503)], Hello, true),
        ("reset before an answer", [Reply.Broken(Faults.Reset, after: -1), Reply.Broken(Faults.Reset, after: -1)], Hello, true),
        ("silence", [Reply.Broken(Faults.Silence)], Hello, true),
        ("no first token", [Reply.Broken(Faults.Stall)], Hello, true),
        ("cut before content", [Reply.Broken(Faults.Cut), Reply.Broken(Faults.Cut)], Hello, true),
        ("cut after content", [Reply.Broken(Faults.Cut, after: 1)], Hello, false),
        ("stall after content", [Reply.Broken(Faults.Stall, after: 1)], Hello, false),
        ("one bad chunk", [Reply.Broken(Faults.MalformedLine, after: 1)], Hello, true),
        ("no terminator", [Reply.Broken(Faults.NoTerminator)], Hello, true),
        ("quota used up", [Reply.Broken(Faults.QuotaExhausted)], Hello, true),
        ("content filter", [Reply.Broken(Faults.ContentFilter)], Hello, true),
        ("error in the stream before content", [Reply.Broken(Faults.InBandError), Reply.Broken(Faults.InBandError)], Hello, true),
        ("cut, and the other fails too", [Reply.Broken(Faults.Cut), Reply.Broken(Faults.Cut)], Reply.Status(503), false),
    ];

    [Fact]
    public async Task Faults_are_rescued_or_told_and_every_attempt_is_accounted_for()
    {
        await using var sick = await FakeUpstream.StartAsync();
        await using var well = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(
            [ServedModel.OpenAI(sick, "sick") with { Extra = Deadlines }, ServedModel.OpenAI(well, "well", price: "20") with { Extra = Deadlines }]);
        var rescued = 0;

        foreach (var (name, replies, other, isWhole) in Cases)
        {
            var before = sick.Requests.Count;
            sick.Enqueue([.. replies, .. Enumerable.Repeat(replies[^1], 3)]); // Whatever is left is taken back below.
            well.Enqueue(other, other, other);

            var (status, body) = await AskAsync(server);

            Assert.True(sick.Requests.Count > before, $"{name}: the sick model was not asked.");
            var told = status == 200 && body.Contains("[DONE]", StringComparison.Ordinal) && Clients.Read("chat", stream: true, body) is { Ended: true, Text: "Hello" };
            Assert.True(told == isWhole, $"{name}: {status} {body}");
            Assert.True(isWhole || (body.Contains("\"error\"", StringComparison.Ordinal) && !body.Contains("[DONE]", StringComparison.Ordinal)), $"{name}: {body}");
            rescued += told ? 1 : 0;
            await HealAsync(server, sick, well);
        }

        Assert.True(rescued >= 13);
        var usage = await server.Engine.Ledger.ReadUsageAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, owner: null, RunningServer.Token);
        Assert.Equal(sick.Requests.Count + well.Requests.Count, usage.Sum(row => row.Attempts));
        Assert.Empty((await server.Engine.Ledger.VerifyAsync(RunningServer.Token)).Problems);
    }

    private static async Task<(int Status, string Body)> AskAsync(RunningServer server)
    {
        using var response = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: true, tools: false), ("x-tandem-policy", "cheap"));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(RunningServer.Token));
    }

    /// <summary>Uses up what was scripted and closes the breakers: each fault meets a server that was well.</summary>
    private static async Task HealAsync(RunningServer server, FakeUpstream sick, FakeUpstream well)
    {
        sick.Clear(Hello);
        well.Clear(Hello);
        foreach (var model in (string[])["sick", "well"])
        {
            using var response = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: false, tools: false, model: model));
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(RunningServer.Token));
        }
    }
}
