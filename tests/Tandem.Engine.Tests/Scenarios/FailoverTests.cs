using Tandem.Providers;
using Tandem.ScriptedUpstream;

namespace Tandem.Engine.Tests.Scenarios;

public sealed class FailoverTests
{
    /// <summary>The other dialect gets the whole history in its own form, reasoning of others left out.</summary>
    [Theory]
    [InlineData(1, ProviderKind.OpenAICompatible, ProviderKind.Anthropic)]
    [InlineData(2, ProviderKind.Ollama, ProviderKind.Google)]
    [InlineData(3, ProviderKind.Google, ProviderKind.Anthropic)]
    [InlineData(1, ProviderKind.Anthropic, ProviderKind.OpenAI)]
    [InlineData(2, ProviderKind.Google, ProviderKind.Ollama)]
    public Task A_model_that_goes_away_in_the_middle_is_followed_by_one_of_another_dialect(int seed, ProviderKind weak, ProviderKind strong) => Scenario.RunAsync(seed, new Script
    {
        Task = "Make a.txt say new.",
        Files = new Dictionary<string, string> { ["a.txt"] = "old\n" },
        WeakSpeaks = weak,
        StrongSpeaks = strong,
        Weak =
        [
            Reply.Reasoning("Read first.", "c2lnbmVk").ThenText("I look.").ThenToolCall("read_file", """{"path":"a.txt"}""").ThenToolCall("read_file", """{"path":"missing.txt"}"""),
            Reply.ToolCall("edit_file", """{"path":"a.txt","old_string":"old","new_string":"new"}"""),
            Reply.Status(401), Reply.Status(503),
        ],
        Strong = [Says.Text("It says new.")],
    }, $"{weak}-{strong}");

    [Theory]
    [ClassData(typeof(Seeds))]
    public Task With_nobody_left_it_fails_with_its_exit_code(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "Make a.txt say new.",
        Weak = [Reply.Status(401)],
        Strong = [Reply.Status(404)],
    });
}
