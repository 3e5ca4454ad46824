using Tandem.Providers;
using Tandem.ScriptedUpstream;

namespace Tandem.Engine.Tests.Scenarios;

public sealed class UnknownCallTests
{
    /// <summary>The history must stay one that each dialect takes, whatever names and ids a model makes up, and whoever goes on with it.</summary>
    [Theory]
    [InlineData(1, ProviderKind.OpenAICompatible, ProviderKind.Anthropic)]
    [InlineData(2, ProviderKind.OpenAICompatible, ProviderKind.Google)]
    [InlineData(3, ProviderKind.Ollama, ProviderKind.OpenAI)]
    [InlineData(1, ProviderKind.Google, ProviderKind.Ollama)]
    [InlineData(2, ProviderKind.Anthropic, ProviderKind.OpenAI)]
    public Task Made_up_tools_with_impossible_names_and_ids_spoil_no_history(int seed, ProviderKind weak, ProviderKind strong) => Scenario.RunAsync(seed, new Script
    {
        Task = "What does a.txt say?",
        Files = new Dictionary<string, string> { ["a.txt"] = "text\n" },
        WeakSpeaks = weak,
        StrongSpeaks = strong,
        Weak =
        [
            Reply.Stream("\n\n").ThenToolCall("functions.read_file", """{"path":"a.txt"}""", "functions.read_file:0").ThenToolCall("read file!", """{"path":"a.txt"}""", new string('i', 90)),
            Reply.ToolCall("read_file", """{"path":"a.txt"}""", "same").ThenToolCall(new string('n', 100), "{}", "same"),
            Reply.Status(503), // Whoever is asked now gets this history.
        ],
        Strong = [Says.Text("It says text.")],
    }, $"{weak}-{strong}");
}
