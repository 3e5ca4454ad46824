using Tandem.Providers;
using Tandem.ScriptedUpstream;

namespace Tandem.Engine.Tests.Scenarios;

public sealed class TextModelTests
{
    private const string Call = "I look first.\n```tool_call\n{\"name\": \"read_file\", \"arguments\": {\"path\": \"a.txt\"}}\n```\n";
    private const string Broken = "```tool_call\n{\"name\": \"read_file\", \"arguments\": {\"path\": \"a.txt\"}\n```\n";
    private const string Blocks = "a.txt\n<<<<<<< SEARCH\nold\n=======\nnew\n>>>>>>> REPLACE\n";

    [Theory]
    [ClassData(typeof(Seeds))]
    public Task A_model_without_tools_calls_and_edits_in_text(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "Make a.txt say new.",
        Files = new Dictionary<string, string> { ["a.txt"] = "old\n" },
        WeakSpeaks = ProviderKind.Ollama,
        WeakCallsTools = false,
        Weak = [Reply.Stream(Call), Reply.Stream(Broken), Reply.Stream(Blocks), Says.Text("It says new.")],
    });
}
