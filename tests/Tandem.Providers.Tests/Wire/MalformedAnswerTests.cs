using Microsoft.Extensions.Time.Testing;
using Tandem.Egress;
using Tandem.ScriptedUpstream;
using Tandem.TestKit;

namespace Tandem.Providers.Tests.Wire;

public sealed class MalformedAnswerTests
{
    private static readonly string[] Finishes = ["\"finish_reason\":\"", "[DONE]", "\"stop_reason\":\"", "\"done\":true", "\"finishReason\":\""];

    [Fact]
    public async Task Two_thousand_seeded_broken_answers_crash_nothing_hang_nowhere_and_never_pass_for_whole()
    {
        var token = TestContext.Current.CancellationToken;
        var random = new Random(20_260_102);
        await using var upstream = await FakeUpstream.StartAsync(Reply.Reasoning("hm").ThenText("Hel", "lo 😀", " world").ThenToolCall("read", """{"a":"b"}"""));
        using var http = new HttpClient();
        var originals = new Dictionary<(ProviderKind, bool), byte[]>();
        foreach (var kind in Call.Kinds)
        {
            foreach (var stream in new[] { true, false }) originals[(kind, stream)] = await OriginalAsync(upstream, kind, stream);
        }

        await using var broken = await FakeUpstream.StartAsync();
        using var gate = new EgressGate(new EgressOptions(), new RecordingAudit(), TimeProvider.System);
        var (whole, failed) = (0, 0);
        for (var i = 0; i < 2_000; i++)
        {
            var kind = Call.Kinds[i % 4];
            var stream = random.Next(4) > 0;
            var same = random.Next(2) == 0;
            var body = Mutate(originals[(kind, stream || !same)], random);
            var dialect = ModelEndpoints.DialectOf(kind);
            broken.Enqueue(Reply.Raw(body, stream || !same ? (kind == ProviderKind.Ollama ? "application/x-ndjson" : "text/event-stream") : "application/json"));
            var model = TestModels.At(broken, kind);
            var endpoint = ModelEndpoints.Create(model, gate, TimeProvider.System);
            var terminal = false;
            try
            {
                await foreach (var frame in endpoint.SendAsync(Call.Request(same ? dialect : Dialect.Native, stream), TestModels.Attempt(model), token))
                {
                    Assert.False(terminal);
                    terminal = frame.Kinds.HasFlag(FrameKinds.Terminal);
                }

                Assert.True(terminal);
                whole++;
                var text = System.Text.Encoding.UTF8.GetString(body);
                Assert.True(Finishes.Any(finish => text.Contains(finish, StringComparison.Ordinal)), $"case {i}: a success without any finish: {text}");
            }
            catch (UpstreamException)
            {
                Assert.False(terminal);
                failed++;
            }
        }

        Assert.Equal(2_000, whole + failed);
        Assert.True(failed > 500, $"{failed} failed");
    }

    private static async Task<byte[]> OriginalAsync(FakeUpstream upstream, ProviderKind kind, bool stream)
    {
        var call = await Call.SendAsync(upstream, kind, Call.Request(ModelEndpoints.DialectOf(kind), stream), new FakeTimeProvider());
        return Call.Bytes(call.Text);
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var n = random.Next(1, 4); n > 0 && bytes.Count > 2; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0: bytes.RemoveRange(at, bytes.Count - at); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at))); break;
                case 4: bytes.Insert(at, (byte)random.Next(256)); break;
                case 5: bytes.InsertRange(at, "null"u8.ToArray()); break;
                default: bytes.InsertRange(at, "\n\n{}[]\"\\"u8.ToArray()); break;
            }
        }

        return [.. bytes];
    }
}
