using System.Net;
using System.Text.Json;
using Tandem.ScriptedUpstream;

namespace Tandem.Server.Tests.Gateway;

public sealed class AssistantTests
{
    private const string Blurt = "def reverse(s): return s[::-1] Ok?";
    private const string Hint = "Which letter of \"cat\" comes first in the result?";

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/messages")]
    [InlineData("/api/chat")]
    public async Task An_assistant_answers_in_the_clients_dialect_when_its_answer_has_passed(string path)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream(Blurt), Reply.Stream(Hint));
        await using var server = await RunningServer.StartAsync(upstream);

        var response = await server.PostAsync(path, Body("assistant/tutor", stream: false));
        var answer = await response.Content.ReadAsStringAsync(RunningServer.Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("comes first in the result", answer);
        Assert.DoesNotContain("[::-1]", answer);
        Assert.Contains("assistant/tutor", answer);
        Assert.Equal(2, upstream.Requests.Count);
        Assert.Contains("You are a patient tutor.", upstream.Requests[0].Text);
    }

    [Fact]
    public async Task Nothing_of_a_refused_draft_is_streamed_and_at_the_end_a_person_is_named()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream(Blurt));
        await using var server = await RunningServer.StartAsync(upstream);

        var response = await server.PostAsync("/v1/chat/completions", Body("assistant/tutor", stream: true));
        var answer = await response.Content.ReadAsStringAsync(RunningServer.Token);

        Assert.DoesNotContain("reverse(", answer);
        Assert.Contains("What have you tried so far", answer);
        Assert.EndsWith("data: [DONE]\n\n", answer);
    }

    [Fact]
    public async Task Assistants_are_listed_and_an_unknown_one_is_404()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("x"));
        await using var server = await RunningServer.StartAsync(upstream);

        var models = await RunningServer.JsonAsync(await server.SendAsync(HttpMethod.Get, "/v1/models"));
        var unknown = await server.PostAsync("/v1/chat/completions", Body("assistant/nobody", stream: false));

        Assert.Contains("assistant/helpdesk", models.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static string Body(string model, bool stream) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["model"] = model, ["stream"] = stream, ["max_tokens"] = 200, ["messages"] = new[] { new { role = "user", content = "Write a function reverse(s)" } },
    });
}
