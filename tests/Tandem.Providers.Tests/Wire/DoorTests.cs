using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;
using Tandem.Routing;
using Tandem.TestKit;

namespace Tandem.Providers.Tests.Wire;

/// <summary>What every door does with what comes in, and with what goes wrong.</summary>
public sealed class DoorTests
{
    private static readonly Dialect[] All = [.. Call.Dialects, Dialect.Responses];

    public static TheoryData<Dialect> Dialects => [.. All];

    public static TheoryData<ProviderKind> Kinds => [.. Call.Kinds];

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Two_thousand_seeded_broken_requests_are_refused_in_words_or_read(Dialect dialect)
    {
        var random = new Random(42 + (int)dialect);
        var original = dialect == Dialect.Responses
            ? Encoding.UTF8.GetBytes("""{"model":"m","instructions":"s","input":[{"role":"user","content":[{"type":"input_text","text":"hé"}]},{"type":"function_call_output","call_id":"c","output":"1"}],"tools":[{"type":"function","name":"t"}],"stream":true}""")
            : Write(KindOf(dialect), ChatSamples.Rich);
        var read = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = original.ToList();
            for (var n = random.Next(1, 4); n > 0; n--) Harm(bytes, random);
            try
            {
                var request = DialectDoor.Read(dialect, bytes.ToArray(), "auto", stream: true);
                DialectDoor.ToChat(request, _ => { });
                read++;
            }
            catch (RequestFormatException error) { Assert.DoesNotContain("Look at", error.Message, StringComparison.Ordinal); }
        }

        Assert.InRange(read, 1, 1_999);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_outline_tells_the_same_in_every_dialect(ProviderKind kind)
    {
        var native = NativeRequest.Of(ChatSamples.Rich).Outline;
        var scanned = DialectDoor.Read(ModelEndpoints.DialectOf(kind), Write(kind, ChatSamples.Rich), "auto", stream: true).Outline;
        Assert.Equal(
            (native.ToolCount, native.ImageCount, native.LastUserText, native.EndsWithToolResult, native.Needs, native.MaxOutputTokens, true),
            (scanned.ToolCount, scanned.ImageCount, scanned.LastUserText, scanned.EndsWithToolResult, scanned.Needs, scanned.MaxOutputTokens, scanned.Stream));
        Assert.InRange(scanned.TextBytes, native.TextBytes / 2, native.TextBytes * 2);
        Assert.Equal(kind == ProviderKind.Anthropic, scanned.HasSignedReasoning);
        var loop = ChatSamples.Rich with { Messages = [.. ChatSamples.Rich.Messages.Take(3)] };
        Assert.True(DialectDoor.Read(ModelEndpoints.DialectOf(kind), Write(kind, loop), "auto", stream: true).Outline.EndsWithToolResult);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Tells_each_error_in_the_dialects_own_shape(Dialect dialect)
    {
        foreach (var kind in Enum.GetValues<WireErrorKind>())
        {
            var error = new WireError(kind, "Say \"how\".", "req_1");
            var body = JsonNode.Parse(DialectDoor.Error(dialect, error))!;
            Assert.Equal("Say \"how\".", dialect == Dialect.Ollama ? body["error"]!.GetValue<string>() : body["error"]!["message"]!.GetValue<string>());
            Assert.InRange(error.Status, 400, 504);
            if (dialect == Dialect.Anthropic) Assert.Equal(("error", "req_1"), (body["type"]!.GetValue<string>(), body["request_id"]!.GetValue<string>()));
            if (dialect is Dialect.OpenAI or Dialect.Responses) Assert.Equal(error.Word, body["error"]!["code"]!.GetValue<string>());
            if (dialect == Dialect.Google) Assert.Equal(error.Status, body["error"]!["code"]!.GetValue<int>());
            var stream = Encoding.UTF8.GetString(DialectDoor.StreamError(dialect, error));
            var data = dialect == Dialect.Ollama ? stream.TrimEnd('\n') : stream.Split('\n').Single(line => line.StartsWith("data: ", StringComparison.Ordinal))[6..];
            using var json = JsonDocument.Parse(data);
            Assert.EndsWith(dialect == Dialect.Ollama ? "\n" : "\n\n", stream, StringComparison.Ordinal);
            Assert.DoesNotContain("[DONE]", stream, StringComparison.Ordinal);
        }

        Assert.Equal("application/json", DialectDoor.ContentType(dialect, stream: false));
        Assert.Equal(dialect == Dialect.Ollama ? "application/x-ndjson" : "text/event-stream", DialectDoor.ContentType(dialect, stream: true));
    }

    [Fact]
    public void The_status_says_whose_fault_it_is()
    {
        (WireErrorKind, int)[] expected =
        [
            (WireErrorKind.Invalid, 400), (WireErrorKind.Unauthorized, 401), (WireErrorKind.BudgetExceeded, 402), (WireErrorKind.PrivacyRefused, 403), (WireErrorKind.NotFound, 404),
            (WireErrorKind.TooLarge, 413), (WireErrorKind.RateLimited, 429), (WireErrorKind.Internal, 500), (WireErrorKind.NoModel, 503),
        ];
        Assert.All(expected, pair => Assert.Equal(pair.Item2, new WireError(pair.Item1, "x").Status));
    }

    [Theory]
    [InlineData("This model's maximum context length is 8192 tokens", 400, UpstreamError.ContextLength)]
    [InlineData("the request exceeds the available context size, try increasing it (exceed_context_size_error)", 400, UpstreamError.ContextLength)]
    [InlineData("Trying to keep the first 5000 tokens when context the overflows", 400, UpstreamError.ContextLength)]
    [InlineData("The input token count (9) exceeds the maximum number of tokens allowed (8)", 400, UpstreamError.ContextLength)]
    [InlineData("prompt is too long: 210000 tokens > 200000 maximum", 400, UpstreamError.ContextLength)]
    [InlineData("insufficient_quota", 429, UpstreamError.QuotaExhausted)]
    [InlineData("Your credit balance is too low", 400, UpstreamError.QuotaExhausted)]
    [InlineData("API key not valid. Please pass a valid API key.", 400, UpstreamError.Unauthorized)]
    [InlineData("ResponsibleAIPolicyViolation", 400, UpstreamError.ContentFilter)]
    [InlineData("Rate limit reached for requests", 429, UpstreamError.RateLimited)]
    [InlineData("overloaded_error", 529, UpstreamError.Overloaded)]
    [InlineData("model not found", 404, UpstreamError.NotFound)]
    public void Knows_upstreams_words(string words, int status, UpstreamError expected) =>
        Assert.Equal(expected, UpstreamErrors.KindOf(status, UpstreamErrorBody.Parse(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { error = new { message = words } })))));

    [Fact]
    public void Reads_how_long_Google_asks_to_wait()
    {
        var said = UpstreamErrorBody.Parse("""[{"error":{"code":429,"message":"You exceeded your current quota","details":[{"retryDelay":"31.5s"}]}}]"""u8);
        Assert.Equal((429, TimeSpan.FromSeconds(31.5)), (said.Status, said.RetryAfter));
        Assert.Equal(UpstreamError.RateLimited, UpstreamErrors.KindOf(429, said)); // A limit a minute, although the words are those of a used-up quota.
    }

    private static Dialect DialectOf(ProviderKind kind) => ModelEndpoints.DialectOf(kind);

    private static ProviderKind KindOf(Dialect dialect) => Call.Kinds.Single(kind => DialectOf(kind) == dialect);

    private static byte[] Write(ProviderKind kind, ChatRequest chat)
    {
        var model = new ModelOptions { Name = "m", Provider = kind, UpstreamName = "up", Zone = Zone.Local, Supports = Capabilities.Tools | Capabilities.Json | Capabilities.Vision };
        return WireDialects.Of(kind).WriteRequest(chat, model, TestModels.Attempt(model));
    }

    private static void Harm(List<byte> bytes, Random random)
    {
        if (bytes.Count < 4) return;
        var at = random.Next(bytes.Count);
        switch (random.Next(6))
        {
            case 0: bytes[at] = (byte)random.Next(256); break;
            case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 30), bytes.Count - at)); break;
            case 2: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 80), bytes.Count - at))); break;
            case 3: bytes.InsertRange(at, Encoding.UTF8.GetBytes(new[] { "null", "[]", "{}", "1e99", "\"x\"", "true", ",", "-1" }[random.Next(8)])); break;
            case 4: bytes.RemoveRange(at, bytes.Count - at); break;
            default:
                var colon = bytes.IndexOf((byte)':', at); // Another value at this key.
                if (colon > 0) bytes.InsertRange(colon + 1, Encoding.UTF8.GetBytes(new[] { "null,\"z\":", "[],\"z\":", "{\"a\":[]},\"z\":", "7,\"z\":", "\"\",\"z\":" }[random.Next(5)]));
                break;
        }
    }
}
