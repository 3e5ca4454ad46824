using Tandem.Providers;
using Tandem.ScriptedUpstream;

namespace Tandem.Engine.Tests.Scenarios;

public sealed class RefusalTests
{
    [Theory]
    [InlineData(1, ProviderKind.OpenAICompatible)]
    [InlineData(2, ProviderKind.Anthropic)]
    [InlineData(3, ProviderKind.Google)]
    public Task What_one_model_declines_another_is_asked(int seed, ProviderKind speaks) => Scenario.RunAsync(seed, new Script
    {
        Task = "Write a.txt.",
        WeakSpeaks = speaks,
        Weak = [Reply.Stream("I cannot help ", "with that.").WithFinish("content_filter")],
        Strong = [Says.Write("a.txt", "text\n"), Says.Text("Done.")],
    }, speaks.ToString());

    [Theory]
    [ClassData(typeof(Seeds))]
    public Task What_every_model_declines_fails(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "Write a.txt.",
        Weak = [Reply.Broken(Faults.ContentFilter)],
        Strong = [Reply.Broken(Faults.ContentFilter)],
    });
}
