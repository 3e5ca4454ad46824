using CsCheck;
using Tandem.Routing.Features;

namespace Tandem.Routing.Tests.Features;

public sealed class PromptFeaturesTests
{
    [Fact]
    public void Every_surface_feature_has_one_name() =>
        Assert.Equal(SurfaceNames.All.Count, SurfaceNames.All.Distinct().Count());

    [Fact]
    public void Any_text_gives_finite_features() => Gen.String.Sample(text =>
    {
        var features = PromptFeatures.Of(text);
        Assert.Equal(SurfaceNames.All.Count, features.Surface.Length);
        Assert.All(features.Surface, value => Assert.True(float.IsFinite(value)));
    });

    [Fact]
    public void A_long_text_is_read_at_its_head_and_tail_only()
    {
        var head = new string('a', RouteQuery.MaxTextLength);
        var tail = new string('b', RouteQuery.MaxTextLength);

        var one = PromptFeatures.Of(head + new string('x', 100_000) + tail);
        var other = PromptFeatures.Of(head + new string('y', 70_000) + tail);

        Assert.Equal(one.Surface, other.Surface);
        Assert.Equal(one.Grams, other.Grams);
    }

    [Fact]
    public void Options_are_told_from_the_question()
    {
        var features = PromptFeatures.Of("Which planet is largest?\nA. Mars\nB. Jupiter\nC. Venus\nD. Earth");

        Assert.Equal(4, ValueOf(features, "options"));
        Assert.Equal(1, ValueOf(features, "ends-with-question"));
    }

    [Fact]
    public void Case_does_not_change_the_words() =>
        Assert.Equal(PromptFeatures.Of("Sort THE List").Grams, PromptFeatures.Of("sort the list").Grams);

    [Theory]
    [InlineData("10^9 + 7", 9)]
    [InlineData("n <= 1000", 4)]
    public void Magnitude_reads_powers_and_digits(string text, double magnitude) =>
        Assert.Equal(magnitude, ValueOf(PromptFeatures.Of(text), "largest-magnitude"));

    private static float ValueOf(PromptFeatures features, string name) => features.Surface[SurfaceNames.All.ToList().IndexOf(name)];
}
