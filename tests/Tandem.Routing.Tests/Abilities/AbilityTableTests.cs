using Tandem.Routing.Abilities;
using Tandem.Routing.Learning;
using Tandem.Routing.Prices;

namespace Tandem.Routing.Tests.Abilities;

public sealed class AbilityTableTests
{
    [Theory]
    [InlineData("llama3.3:70b", "meta-llama/Llama-3.3-70B-Instruct")]
    [InlineData("LLama3.1-70b-Ins", "llama-3.1-70b-instruct")]
    [InlineData("gpt-4.1", "openai/gpt-4.1-2025-04-14")]
    [InlineData("GPT-4O-2024-05-13", "gpt-4o-2024-05-13")]
    [InlineData("qwen2.5:7b", "Qwen/Qwen2.5-7B-Instruct")]
    [InlineData("qwen2.5:7b", "/home/ann/models/qwen2.5-7b.gguf")]
    [InlineData("starter", @"C:\tandem\tandem-starter.gguf")]
    public void Spellings_of_one_model_are_one_model(string one, string other)
    {
        Assert.Equal(AbilityTable.OfName(one).Skills.OrderBy(s => s.Key), AbilityTable.OfName(other).Skills.OrderBy(s => s.Key));
        Assert.NotEmpty(AbilityTable.OfName(one).Skills);
    }

    [Fact]
    public void The_longest_family_name_wins() =>
        Assert.True(AbilityTable.OfName("gpt-4.1-nano").Overall < AbilityTable.OfName("gpt-4.1").Overall);

    [Fact]
    public void The_anchors_are_zero_and_one()
    {
        Assert.All(AbilityTable.OfName("mixtral-8x7b-instruct").Skills.Values, skill => Assert.Equal(0, skill, 5));
        Assert.All(AbilityTable.OfName("gpt-4-1106-preview").Skills.Values, skill => Assert.Equal(1, skill, 5));
    }

    [Fact]
    public void An_unknown_family_is_judged_by_its_size()
    {
        var small = AbilityTable.OfName("acme-chat-3b");
        var large = AbilityTable.OfName("acme-chat-70b");

        Assert.True(small.Overall < large.Overall);
        Assert.Contains("70 billion", large.Origin, StringComparison.Ordinal);
        Assert.True(large.Deviation > AbilityTable.OfName("gpt-4.1").Deviation);
    }

    [Fact]
    public void The_starter_is_never_promised_more_than_was_measured_and_always_less_than_a_real_model()
    {
        string[] prompts =
        [
            "write hello world in python", "write a function that reverses a string", "what is recursion?",
            "Design a lock-free skip list with safe memory reclamation and prove that it is linearizable under concurrency.",
        ];

        Assert.All(prompts.Select(TrainedRouter.Shipped.Read), reading =>
        {
            var starter = reading.Estimate(Profile("starter") with { UpstreamName = "/opt/tandem/tandem-starter.gguf" });
            Assert.InRange(starter.Expected, 0, 0.5);
            Assert.True(starter.Expected < reading.Estimate(Profile("llama3.2:1b")).Expected);
        });
    }

    [Fact]
    public void Configured_capability_comes_first()
    {
        var ability = AbilityTable.Of(Profile("gpt-4.1") with { Capability = new Dictionary<string, double> { ["coding"] = 0.3 } });

        Assert.True(ability.Skills["coding"] < 0);
        Assert.Equal("configured capability", ability.Origin);
    }

    [Fact]
    public void Price_is_the_last_thing_to_go_by()
    {
        var cheap = AbilityTable.Of(Profile("acme") with { Price = new ModelPrice { Output = 0.2m } });
        var dear = AbilityTable.Of(Profile("acme") with { Price = new ModelPrice { Output = 30 } });

        Assert.True(cheap.Overall < dear.Overall);
        Assert.Equal("price", dear.Origin);
    }

    private static ModelProfile Profile(string upstream) => new()
    {
        Name = "m", UpstreamName = upstream, Zone = Zone.External, ContextTokens = 8192, MaxOutputTokens = 1024, Supports = Capabilities.None, Price = ModelPrice.Free,
    };
}
