using Tandem.ScriptedUpstream;

namespace Tandem.Engine.Tests.Scenarios;

public sealed class MalformedCallTests
{
    [Theory]
    [ClassData(typeof(Seeds))]
    public Task A_call_that_is_not_whole_or_not_right_is_told_and_never_run(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "Write a.txt.",
        Weak =
        [
            Reply.ToolCall("write_file", """{"path":"a.txt","content":"half"""),
            Reply.Stream("Let me try again.").ThenToolCall("write_file", """{"path":"a.txt","content":"twice","content":"thrice"}""").ThenToolCall("write_file", """["a.txt","list"]"""),
            Reply.ToolCall("write_file", """{"path":"a.txt","content":"right\n"}"""),
            Says.Text("It is written."),
        ],
    });
}
