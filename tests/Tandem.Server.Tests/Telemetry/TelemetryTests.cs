using System.Text.Json;
using Tandem.ScriptedUpstream;
using Tandem.Server.Telemetry;
using Tandem.Server.Tests.Gateway;

namespace Tandem.Server.Tests.Telemetry;

public sealed class TelemetryTests
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task Spans_reach_the_collector_in_the_conventions_words_and_without_any_text()
    {
        await using var collector = await FakeUpstream.StartAsync();
        collector.LookupBodies["/v1/traces"] = "{}";
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("the answer").WithUsage(11, 7));
        var environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.GetLeftPart(UriPartial.Authority),
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-team=red%20team",
            ["OTEL_SERVICE_NAME"] = "gateway-of-the-test",
        };
        await using (var server = await RunningServer.StartAsync([ServedModel.OpenAI(upstream)], environment: environment))
        {
            using var response = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: true, tools: false, text: "the question"), ("traceparent", Parent));
            await response.Content.ReadAsStringAsync(RunningServer.Token);
        }

        var sent = collector.Lookups.Where(call => call.Text.Contains("gateway-of-the-test", StringComparison.Ordinal)).ToList();
        Assert.All(sent, call => Assert.Equal("red team", call.Headers["x-team"]));
        var spans = sent.SelectMany(call => JsonDocument.Parse(call.Body).RootElement.GetProperty("resourceSpans")[0].GetProperty("scopeSpans")[0].GetProperty("spans").EnumerateArray());
        var span = Assert.Single(spans, one => one.GetProperty("traceId").GetString() == "0af7651916cd43dd8448eb211c80319c"); // Other tests' spans may be there too.
        var tags = span.GetProperty("attributes").EnumerateArray().ToDictionary(one => one.GetProperty("key").GetString()!, one => one.GetProperty("value").EnumerateObject().First().Value.ToString());
        Assert.Equal(("chat auto", "b7ad6b7169203331"), (span.GetProperty("name").GetString(), span.GetProperty("parentSpanId").GetString()));
        Assert.Equal(("chat", "auto", "llama", "11", "7"), (tags["gen_ai.operation.name"], tags["gen_ai.request.model"], tags["gen_ai.response.model"], tags["gen_ai.usage.input_tokens"], tags["gen_ai.usage.output_tokens"]));
        Assert.All(sent, call => Assert.DoesNotContain("the question", call.Text, StringComparison.Ordinal));
        Assert.All(sent, call => Assert.DoesNotContain("the answer", call.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_collector_address_that_is_none_is_told() => Assert.Throws<Tandem.Pipeline.Errors.RequestException>(
        () => OtlpSettings.Of(new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "collector" }));
}
