using System.Text.Json;
using Tandem.Routing.Estimation;
using Tandem.Routing.Lab;
using Tandem.Routing.Outcomes;
using Tandem.Routing.Prices;

namespace Tandem.Routing.Tests.Lab;

public sealed class BatchRoutingTests
{
    [Theory]
    [InlineData(DataClass.Shareable, "gpt")]
    [InlineData(DataClass.Private, null)]
    public void A_private_prompt_has_no_external_choice(DataClass dataClass, string? choice)
    {
        var model = new ModelProfile
        {
            Name = "gpt", UpstreamName = "gpt-4.1", Zone = Zone.External, ContextTokens = 8192, MaxOutputTokens = 1024, Supports = Capabilities.None, Price = ModelPrice.Free,
        };
        using var output = new MemoryStream();

        var count = BatchRouting.Write(
            new Router(new RoutingOptions(), new LearnedEstimator()), [model], "best", dataClass,
            [new OutcomeRow { Id = "a", Group = "a", Prompt = "hello" }, new OutcomeRow { Id = "b", Group = "b", Prompt = "hi" }], output);

        var lines = System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, count);
        Assert.Equal(["a", "b"], lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()));
        Assert.All(lines, line => Assert.Equal(choice, JsonDocument.Parse(line).RootElement.GetProperty("choice").GetString()));
    }
}
