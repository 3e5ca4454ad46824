using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using Tandem.Routing;
using Tandem.ScriptedUpstream;

namespace Tandem.Server.Tests.Gateway;

public sealed class EmbeddingTests
{
    private const string Two = """{"model":"auto","input":["first","second"]}""";

    public static TheoryData<string> Providers => ["openai-compatible", "ollama", "google"];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Both_doors_give_the_vectors_of_every_provider_in_the_order_of_the_texts(string provider)
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync([Embedder(upstream, provider)]);

        using var openAI = await server.PostAsync("/v1/embeddings", Two);
        using var reversed = await server.PostAsync("/v1/embeddings", """{"model":"vectors","input":["second","first"],"unknown_field":1}""");
        using var ollama = await server.PostAsync("/api/embed", Two);

        var list = await RunningServer.JsonAsync(openAI);
        var first = Floats(list.GetProperty("data")[0].GetProperty("embedding"));
        var second = Floats(list.GetProperty("data")[1].GetProperty("embedding"));
        Assert.NotEqual(first, second);
        Assert.Equal(first, Floats((await RunningServer.JsonAsync(reversed)).GetProperty("data")[1].GetProperty("embedding")));
        Assert.Equal([first, second], (await RunningServer.JsonAsync(ollama)).GetProperty("embeddings").EnumerateArray().Select(Floats));
        Assert.Equal([0, 1], list.GetProperty("data").EnumerateArray().Select(one => one.GetProperty("index").GetInt32()));
        Assert.True(list.GetProperty("usage").GetProperty("prompt_tokens").GetInt32() > 0);
        Assert.Equal("vectors", list.GetProperty("model").GetString());
    }

    [Fact]
    public async Task Base64_holds_the_same_floats_little_endian()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync([Embedder(upstream)]);

        using var plain = await server.PostAsync("/v1/embeddings", """{"model":"auto","input":"text","dimensions":3}""");
        using var packed = await server.PostAsync("/v1/embeddings", """{"model":"auto","input":"text","dimensions":3,"encoding_format":"base64"}""");

        var floats = Floats((await RunningServer.JsonAsync(plain)).GetProperty("data")[0].GetProperty("embedding"));
        var bytes = (await RunningServer.JsonAsync(packed)).GetProperty("data")[0].GetProperty("embedding").GetBytesFromBase64();
        Assert.Equal(3, floats.Length);
        Assert.Equal(floats, MemoryMarshal.Cast<byte, float>(bytes).ToArray());
    }

    [Fact]
    public async Task A_name_means_one_model_even_when_it_fails()
    {
        await using var sick = await FakeUpstream.StartAsync(Reply.Status(500));
        await using var well = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync([Embedder(sick) with { Name = "one" }, Embedder(well) with { Name = "two" }]);

        using var response = await server.PostAsync("/v1/embeddings", Two);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Empty(well.Requests);
    }

    [Fact]
    public async Task Private_text_does_not_go_to_the_external_embedder_nor_to_another_one()
    {
        await using var external = await FakeUpstream.StartAsync();
        await using var local = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync([Embedder(external) with { Name = "one", Zone = "external" }, Embedder(local) with { Name = "two" }]);
        var (_, secret) = await server.MakeKeyAsync(key => key with { DataClass = DataClass.Private });

        using var mixed = await server.PostAsync("/v1/embeddings", Two, ("x-api-key", secret));
        using var named = await server.PostAsync("/v1/embeddings", Two.Replace("auto", "auto:local", StringComparison.Ordinal), ("x-api-key", secret));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (mixed.StatusCode, named.StatusCode));
        Assert.Empty(external.Requests);
        Assert.Single(local.Requests);
    }

    [Fact]
    public async Task A_model_that_only_embeds_never_chats_and_a_model_that_only_chats_never_embeds()
    {
        await using var vectors = await FakeUpstream.StartAsync();
        await using var chats = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync([Embedder(vectors), ServedModel.OpenAI(chats, "chats")]);

        using var chat = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: false, tools: false));
        using var pinned = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: false, tools: false, model: "vectors"));
        using var embedded = await server.PostAsync("/v1/embeddings", """{"model":"chats","input":"x"}""");

        Assert.Equal("chats", chat.Headers.GetValues("x-tandem-model").Single());
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (pinned.StatusCode, embedded.StatusCode));
        Assert.Empty(vectors.Requests);
    }

    [Theory]
    [InlineData("openai-compatible", """{"model":"auto","input":[1,2,3]}""", 200)]
    [InlineData("openai-compatible", """{"model":"auto","input":[[1,2],[3]]}""", 200)]
    [InlineData("ollama", """{"model":"auto","input":[1,2,3]}""", 400)]
    [InlineData("openai-compatible", """{"model":"auto","input":[]}""", 400)]
    [InlineData("openai-compatible", """{"model":"auto","input":[""]}""", 400)]
    [InlineData("openai-compatible", """{"model":"auto","input":[-1]}""", 400)]
    [InlineData("openai-compatible", """{"model":"auto"}""", 400)]
    [InlineData("openai-compatible", """{"input":"x"}""", 400)]
    [InlineData("openai-compatible", """{"model":"auto","input":"x","encoding_format":"hex"}""", 400)]
    [InlineData("openai-compatible", """{"model":"auto","input":"x","dimensions":-1}""", 400)]
    public async Task Token_ids_go_where_they_are_understood_and_nonsense_nowhere(string provider, string body, int status)
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync([Embedder(upstream, provider)]);

        using var response = await server.PostAsync("/v1/embeddings", body);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 200 ? 1 : 0, upstream.Requests.Count);
    }

    [Fact]
    public async Task Is_metered_by_the_upstreams_count()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("").WithUsage(1_000, 0));
        await using var server = await RunningServer.StartAsync([Embedder(upstream) with { PriceUsd = "2" }]);

        using var response = await server.PostAsync("/v1/embeddings", """{"model":"auto","input":"text"}""");

        Assert.Equal("0.002", response.Headers.GetValues("x-tandem-cost-usd").Single());
        var usage = Assert.Single(await server.Engine.Ledger.ReadUsageAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, owner: null, RunningServer.Token));
        Assert.Equal((1_000, 0, false), (usage.Tokens.InputTokens, usage.Tokens.OutputTokens, usage.Tokens.Estimated));
    }

    private static ServedModel Embedder(FakeUpstream upstream, string provider = "openai-compatible") =>
        ServedModel.Of(upstream, provider, "vectors") with { Supports = "embeddings" };

    private static float[] Floats(JsonElement vector) => [.. vector.EnumerateArray().Select(one => one.GetSingle())];
}
