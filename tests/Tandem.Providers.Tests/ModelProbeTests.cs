using Tandem.Egress;
using Tandem.Providers.Probing;
using Tandem.Routing;
using Tandem.ScriptedUpstream;
using Tandem.TestKit;

namespace Tandem.Providers.Tests;

public sealed class ModelProbeTests : IDisposable
{
    private readonly EgressGate gate = new(new EgressOptions(), new RecordingAudit(), TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ProviderKind.OpenAICompatible, "/v1/models", "Authorization", "Bearer k")]
    [InlineData(ProviderKind.Ollama, "/api/tags", "Authorization", "Bearer k")]
    [InlineData(ProviderKind.Anthropic, "/v1/models", "x-api-key", "k")]
    [InlineData(ProviderKind.Google, "/v1beta/models", "x-goog-api-key", "k")]
    public async Task Lists_what_a_server_has(ProviderKind kind, string path, string header, string value)
    {
        await using var upstream = await FakeUpstream.StartAsync(new UpstreamScript { Models = ["small", "large"] });
        var listed = await new ModelProbe(gate, TimeProvider.System).ListAsync(kind, upstream.Address, new ApiKey("k"), new EgressDeadlines(), Token);
        Assert.Equal(["small", "large"], listed.Select(one => one.Name));
        var call = Assert.Single(upstream.Lookups);
        Assert.Equal((path, value), (call.Path, call.Headers[header]));
    }

    [Fact]
    public async Task Reads_context_and_capabilities_from_Ollama_and_that_a_model_runs_elsewhere()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        upstream.LookupBodies["/api/show"] = """
            {"capabilities":["completion","tools","insert","vision","thinking"],"details":{"parameter_size":"70.6B"},"remote_host":"https://ollama.com","model_info":{"llama.context_length":131072}}
            """.Trim();
        var model = TestModels.At(upstream, ProviderKind.Ollama);
        var told = await new ModelProbe(gate, TimeProvider.System).DescribeAsync(model, Token);
        Assert.Equal(131_072, told.ContextTokens);
        Assert.Equal("https://ollama.com", told.RemoteHost);
        Assert.Equal("70.6B", told.ParameterSize);
        Assert.Equal(Capabilities.Json | Capabilities.Tools | Capabilities.Fim | Capabilities.Vision | Capabilities.Reasoning, told.Supports);
        Assert.Equal("""{"model":"upstream-test"}""", Assert.Single(upstream.Lookups).Text);
    }

    [Fact]
    public async Task Asks_llama_server_for_its_context_and_names_what_a_server_has_instead()
    {
        await using var upstream = await FakeUpstream.StartAsync(new UpstreamScript { Models = ["upstream-test"] });
        upstream.LookupBodies["/props"] = """{"default_generation_settings":{"n_ctx":16384}}""";
        var probe = new ModelProbe(gate, TimeProvider.System);
        var model = TestModels.At(upstream, ProviderKind.OpenAICompatible);
        Assert.Equal(16_384, (await probe.DescribeAsync(model, Token)).ContextTokens);
        var error = await Assert.ThrowsAsync<UpstreamException>(() => probe.DescribeAsync(model with { UpstreamName = "other" }, Token));
        Assert.Equal(UpstreamError.NotFound, error.Error);
        Assert.Contains("upstream-test", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Makes_one_cheap_round_trip()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("ok").WithUsage(9, 1));
        var endpoint = ModelEndpoints.Create(TestModels.At(upstream, ProviderKind.Anthropic, zone: Zone.External), gate, TimeProvider.System);
        var trip = await new ModelProbe(gate, TimeProvider.System).RoundTripAsync(endpoint, Token);
        Assert.Equal(9, trip.Usage.InputTokens);
        Assert.True(trip.FirstOutput <= trip.Whole);
        Assert.Contains("\"max_tokens\":16", Assert.Single(upstream.Requests).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{\"data\":1}")]
    [InlineData("")]
    public async Task Says_that_a_server_is_of_another_kind(string body)
    {
        await using var upstream = await FakeUpstream.StartAsync();
        upstream.LookupBodies["/v1/models"] = body;
        var error = await Assert.ThrowsAsync<UpstreamException>(() => new ModelProbe(gate, TimeProvider.System).ListAsync(ProviderKind.OpenAI, upstream.Address, null, new EgressDeadlines(), Token));
        Assert.Contains(error.Error, new[] { UpstreamError.Malformed, UpstreamError.NotFound });
    }

    public void Dispose() => gate.Dispose();
}
