using Tandem.ScriptedUpstream;

namespace Tandem.Engine.Tests.Scenarios;

public sealed class RateLimitTests
{
    [Theory]
    [ClassData(typeof(Seeds))]
    public Task A_short_limit_is_waited_for_and_a_used_up_quota_goes_to_the_other_model(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "What does a.txt say?",
        Files = new Dictionary<string, string> { ["a.txt"] = "text\n" },
        Weak = [Reply.Status(429, "slow down", retryAfterSeconds: 1), Says.Read("a.txt"), Reply.Broken(Faults.QuotaExhausted)],
        Strong = [Says.Text("It says text.")],
    });

    [Theory]
    [ClassData(typeof(Seeds))]
    public Task A_limit_on_every_model_ends_with_its_own_exit_code(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "What does a.txt say?",
        Weak = [Reply.Status(429, "slow down", retryAfterSeconds: 300)],
        Strong = [Reply.Status(429, "slow down", retryAfterSeconds: 300)],
    });
}
