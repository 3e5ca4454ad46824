using Tandem.Providers;
using Tandem.ScriptedUpstream;

namespace Tandem.Engine.Tests.Scenarios;

public sealed class CutStreamTests
{
    private static readonly Reply Whole = Reply.Stream("I write ", "it now. ").ThenToolCall("write_file", """{"path":"a.txt","content":"once\n"}""");

    /// <summary>Even where the call's arguments were whole when the stream broke off.</summary>
    [Theory]
    [ClassData(typeof(Seeds))]
    public Task Nothing_of_a_stream_that_broke_off_is_run(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "Write a.txt.",
        Weak =
        [
            Whole.With(Faults.Cut, after: 4), Whole.With(Faults.EndEarly, after: 8), Whole.With(Faults.MalformedLine | Faults.Comments | Faults.Crlf, after: 3),
            Reply.Stream("Do", "ne.").With(Faults.NoTerminator),
        ],
    });

    [Theory]
    [InlineData(1, ProviderKind.Anthropic)]
    [InlineData(2, ProviderKind.Ollama)]
    [InlineData(3, ProviderKind.Google)]
    public Task In_each_dialect(int seed, ProviderKind speaks) => Scenario.RunAsync(seed, new Script
    {
        Task = "Write a.txt.",
        WeakSpeaks = speaks,
        Weak = [Whole.With(Faults.Cut, after: 3), Whole.With(Faults.InBandError, after: 1), Whole, Says.Text("Done.")],
    }, speaks.ToString());

    [Theory]
    [ClassData(typeof(Seeds))]
    public Task A_model_whose_streams_always_break_off_is_never_called_done(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "Write a.txt.",
        Weak = [Whole.With(Faults.Cut, after: 2)],
        Strong = [Says.Write("a.txt", "strong\n"), Says.Text("Done.")],
    });
}
