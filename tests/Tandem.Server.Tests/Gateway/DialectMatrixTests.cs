using System.Text.Json.Nodes;
using Tandem.ScriptedUpstream;

namespace Tandem.Server.Tests.Gateway;

/// <summary>Every client dialect against every upstream dialect, streamed or not, with tools or without, over real HTTP.</summary>
public sealed class DialectMatrixTests
{
    private const string Arguments = """{"path":"a \"b\"\\c/ü😀.txt"}""";

    private static readonly string[] Providers = ["openai-compatible", "anthropic", "ollama", "google"];

    [Fact]
    public async Task Every_client_gets_a_whole_answer_from_every_upstream()
    {
        var reply = Reply.Stream("Roses ", "are 🌹 ", "\"red\".");
        var script = new UpstreamScript { Answer = (call, _) => call.Text.Contains("read_file", StringComparison.Ordinal) ? reply.ThenToolCall("read_file", Arguments) : reply };
        await using var upstream = await FakeUpstream.StartAsync(script);
        await using var server = await RunningServer.StartAsync([.. Providers.Select(provider => ServedModel.Of(upstream, provider, provider))]);

        foreach (var family in Clients.Families)
            foreach (var provider in Providers)
                foreach (var stream in (bool[])[false, true])
                    foreach (var tools in (bool[])[false, true])
                        await AssertCellAsync(server, upstream, family, provider, stream, tools);

        Assert.Equal(4 * 4 * 2 * 2, upstream.Requests.Count);
    }

    private static async Task AssertCellAsync(RunningServer server, FakeUpstream upstream, string family, string provider, bool stream, bool tools)
    {
        using var response = await server.PostAsync(Clients.PathOf(family), Clients.Body(family, stream, tools, provider));
        var body = await response.Content.ReadAsStringAsync(RunningServer.Token);

        var cell = $"{family} → {provider}, stream {stream}, tools {tools}: {body}";
        Assert.True(response.IsSuccessStatusCode, cell);
        var (text, tool, arguments, ended) = Clients.Read(family, stream, body);
        Assert.True(text == "Roses are 🌹 \"red\".", cell);
        Assert.True(tool == (tools ? "read_file" : null), cell);
        Assert.True(!tools || JsonNode.DeepEquals(JsonNode.Parse(Arguments), JsonNode.Parse(arguments)), cell);
        Assert.True(ended, cell);
        Assert.Equal(provider, response.Headers.GetValues("x-tandem-model").Single());
        var sent = upstream.Requests[^1];
        Assert.Contains("up-" + provider, sent.Text + sent.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chat", "openai-compatible")]
    [InlineData("chat", "anthropic")]
    [InlineData("messages", "anthropic")]
    [InlineData("messages", "openai-compatible")]
    [InlineData("responses", "anthropic")]
    public async Task Arguments_of_tools_stay_byte_for_byte_in_a_stream(string family, string provider)
    {
        const string Odd = """{ "path" :"é\u00e9 \\ \"x\"",  "n":1.50 }""";
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("Look.").ThenToolCall("read_file", Odd));
        await using var server = await RunningServer.StartAsync([ServedModel.Of(upstream, provider)]);

        using var response = await server.PostAsync(Clients.PathOf(family), Clients.Body(family, stream: true, tools: true));

        Assert.Equal(Odd, Clients.Read(family, stream: true, await response.Content.ReadAsStringAsync(RunningServer.Token)).Arguments);
    }
}
