using Tandem.Agent.Turns;
using Tandem.ScriptedUpstream;

namespace Tandem.Engine.Tests.Scenarios;

public sealed class LoopTests
{
    private static readonly Dictionary<string, string> Files = new() { ["a.txt"] = "text\n" };

    [Theory]
    [ClassData(typeof(Seeds))]
    public Task A_model_that_makes_the_same_call_over_and_over_loses_the_task_to_the_stronger(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "What does a.txt say?",
        Files = Files,
        Weak = [Says.Read("a.txt")],
        Strong = [Says.Text("It says text.")],
    });

    /// <summary>Blanks and the order of arguments make no other call.</summary>
    [Theory]
    [ClassData(typeof(Seeds))]
    public Task The_same_call_in_other_words_is_the_same_call(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "What does a.txt say?",
        Files = Files,
        Weak =
        [
            Reply.ToolCall("read_file", """{"path":"a.txt","limit":5}"""), Reply.ToolCall("read_file", """{ "limit": 5, "path": "a.txt" }"""), Reply.ToolCall("read_file", """{"limit":5, "path":"a.txt"}"""),
            Reply.ToolCall("read_file", """{"path": "a.txt", "limit": 5}"""), Reply.ToolCall("read_file", """{"path":"\u0061.txt","limit":5}"""), Reply.ToolCall("read_file", """{"path":"a.txt" ,"limit":5}"""),
        ],
        Strong = [Says.Text("It says text.")],
    });

    [Theory]
    [ClassData(typeof(Seeds))]
    public Task Calls_that_never_end_end_at_the_limit(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "What does a.txt say?",
        Files = Files,
        Limits = new AgentLimits { MaxSteps = 3 },
        Weak = [Says.Call("grep", new { pattern = "t" }), Says.Call("grep", new { pattern = "e" }), Says.Call("grep", new { pattern = "x" }), Says.Text("never")],
    });
}
