using Tandem.Routing.Features;

namespace Tandem.Routing.Tests.Features;

public sealed class TaskDemandTests
{
    [Fact]
    public void A_language_with_little_text_demands_more_than_a_great_one() =>
        Assert.True(LevelOf("Translate this sentence into Georgian: The train is late.") > LevelOf("Translate this sentence into French: The train is late.") + 0.5);

    private static double LevelOf(string text) => TaskDemand.Of(PromptFeatures.Of(text).Surface).Level;
}
