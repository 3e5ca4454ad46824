using System.Text.Json;
using Tandem.ScriptedUpstream;

namespace Tandem.Cli.Tests;

public sealed class AssistantCommandTests
{
    [Fact]
    public async Task The_tutor_shows_a_hint_and_hands_over_with_exit_code_5_when_it_has_none()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("391"), Reply.Stream("Could you split 23 into two easier numbers?"), Reply.Stream("The answer is 391."));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);

        var hint = await tandem.RunAsync("", "ask", "--assistant", "tutor", "What is 17 * 23?");
        var none = await tandem.RunAsync("", "ask", "--assistant", "tutor", "--json", "What is 17 * 23?");

        Assert.Equal((0, "Could you split 23 into two easier numbers?\n"), (hint.ExitCode, hint.Output));
        Assert.Contains("the answer is shown when it has passed no_full_solution", hint.Notes);
        Assert.Contains("held back by no_full_solution", hint.Notes);
        Assert.Equal(5, none.ExitCode);
        Assert.DoesNotContain("391", none.Output + none.Notes + hint.Notes);
        Assert.Empty(gpt4.Requests);
        var types = none.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("type").GetString()).ToList();
        Assert.Equal(["held", "decision", "attempt", "judged", "decision", "attempt", "judged", "escalation", "text", "escalation", "result"], types);
    }

    [Fact]
    public async Task The_tutor_as_an_agent_is_held_back_too_and_its_refused_drafts_are_in_no_session()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("It is 391."), Reply.Stream("Could you split 23 into two easier numbers?"), Reply.Stream("It is 391, sure."));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);

        var hint = await tandem.RunAsync("", "run", "--json", "--assistant", "tutor", "What is 17 * 23?");
        var none = await tandem.RunAsync("", "run", "--assistant", "tutor", "What is 17 * 23?");
        var sessions = await tandem.RunAsync("", "sessions", "export");

        Assert.Equal(0, hint.ExitCode);
        var events = hint.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["session", "warning", "decision", "cost", "warning", "decision", "cost", "text", "result"], events.Select(one => one.GetProperty("type").GetString()));
        Assert.Equal("verified", events[^1].GetProperty("status").GetString());
        Assert.Equal(5, none.ExitCode);
        Assert.Contains("a person goes on from here", none.Notes);
        Assert.DoesNotContain("is 391", hint.Output + none.Output + none.Notes + sessions.Output);
        Assert.Empty(gpt4.Requests);
    }

    [Fact]
    public async Task Assistants_are_listed_made_and_tested()
    {
        using var tandem = new TandemProgram();
        tandem.Configure("version: 1\nmodels:\n  llama: { provider: openai-compatible, model: x, base_url: \"http://127.0.0.1:9/v1\", zone: local }\n");

        var made = await tandem.RunAsync("", "assistants", "new", "my-tutor", "--from", "tutor");
        var list = await tandem.RunAsync("", "assistants");
        var test = await tandem.RunAsync("", "assistants", "test", "my-tutor");

        Assert.Equal((0, Path.Combine(tandem.Home, ".config/tandem/assistants/my-tutor.md") + "\n"), (made.ExitCode, made.Output));
        Assert.Equal(0, list.ExitCode);
        Assert.Contains("my-tutor       user     Helps students", list.Output);
        Assert.True(test.ExitCode == 0, test.Output);
        Assert.Equal(4, test.Output.Split('\n').Count(line => line.StartsWith('✓')));
    }
}
