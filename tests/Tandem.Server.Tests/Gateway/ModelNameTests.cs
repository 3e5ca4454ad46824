using System.Net;
using Tandem.ScriptedUpstream;
using Tandem.Server.Gateway;

namespace Tandem.Server.Tests.Gateway;

public sealed class ModelNameTests
{
    private const string Aliases = "gateway: { aliases: { \"gpt-4o*\": auto, \"claude-*\": gpt, \"loop-*\": \"auto:local\" }, passthrough_models: [\"up-*\"] }\n";

    [Theory]
    [InlineData("llama", "llama")]
    [InlineData("llama:latest", "llama")]
    [InlineData("gpt", "gpt")]
    [InlineData("claude-sonnet-9", "gpt")]
    [InlineData("up-gpt", "gpt")]
    [InlineData("auto:local", "llama")]
    [InlineData("auto:local:latest", "llama")]
    [InlineData("loop-1", "llama")]
    public async Task A_name_leads_to_its_model(string name, string model)
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync([ServedModel.OpenAI(upstream), ServedModel.OpenAI(upstream, "gpt", "external")], Aliases);

        using var response = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: false, tools: false, model: name));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(model, response.Headers.GetValues("x-tandem-model").Single());
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("auto:latest")]
    [InlineData("auto:cheap")]
    [InlineData("auto:balanced")]
    [InlineData("auto:best")]
    [InlineData("gpt-4o-mini")]
    public async Task Auto_is_answered_by_the_router(string name)
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync([ServedModel.OpenAI(upstream), ServedModel.OpenAI(upstream, "gpt", "external")], Aliases);

        using var response = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: false, tools: false, model: name));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("auto:wrong")]
    [InlineData("assistant/none")]
    [InlineData("LLAMA")]
    public async Task A_name_that_nothing_answers_to_is_not_found(string name)
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync(upstream, Aliases.Replace("gpt,", "llama,", StringComparison.Ordinal));

        using var response = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: false, tools: false, model: name));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task The_policy_may_be_named_in_a_header()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await RunningServer.StartAsync([ServedModel.OpenAI(upstream, "gpt", "external"), ServedModel.OpenAI(upstream)]);

        using var local = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: false, tools: false), ("x-tandem-policy", "local"));
        using var wrong = await server.PostAsync("/v1/chat/completions", Clients.Body("chat", stream: false, tools: false), ("x-tandem-policy", "wrong"));

        Assert.Equal("llama", local.Headers.GetValues("x-tandem-model").Single());
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Theory]
    [InlineData("gpt-4o*", "gpt-4o-mini", true)]
    [InlineData("*", "", true)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("gpt*", "chatgpt", false)]
    public void A_glob_matches_the_whole_name(string glob, string name, bool matches) => Assert.Equal(matches, NameGlob.IsMatch(glob, name));

    [Fact]
    public void A_hostile_glob_is_quick() => Assert.False(NameGlob.IsMatch(string.Concat(Enumerable.Repeat("a*", 200)) + "b", new string('a', 5_000)));
}
