using Tandem.Providers;

namespace Tandem.Engine.Tests.Scenarios;

public sealed class ParallelCallTests
{
    /// <summary>Reads see what stands in front of them; an edit that fails in the middle stops none of the others.</summary>
    [Theory]
    [InlineData(1, ProviderKind.OpenAI)]
    [InlineData(2, ProviderKind.OpenAI)]
    [InlineData(3, ProviderKind.OpenAI)]
    [InlineData(1, ProviderKind.Anthropic)]
    [InlineData(2, ProviderKind.Google)]
    [InlineData(3, ProviderKind.Ollama)]
    public Task Many_calls_in_one_answer_take_effect_in_their_order(int seed, ProviderKind speaks) => Scenario.RunAsync(seed, new Script
    {
        Task = "Count up.",
        Files = new Dictionary<string, string> { ["a.txt"] = "1\n", ["b.txt"] = "b\n" },
        StrongSpeaks = speaks,
        Model = "strong",
        Strong =
        [
            Says.Read("a.txt").And("read_file", new { path = "b.txt" }).And("edit_file", new { path = "a.txt", old_string = "1", new_string = "2" })
                .And("edit_file", new { path = "b.txt", old_string = "not there", new_string = "x" }).And("edit_file", new { path = "a.txt", old_string = "2", new_string = "3" })
                .And("read_file", new { path = "a.txt" }).And("write_file", new { path = "c/d.txt", content = "new\n" }).And("list_files", new { }),
            Says.Text("Counted."),
        ],
    }, speaks.ToString());
}
