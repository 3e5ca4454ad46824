using Tandem.Starter.Corpus.Phrasing;
using Tandem.Starter.Corpus.Samples;

namespace Tandem.Starter.Corpus.Tests.Phrasing;

public sealed class HeldOutWordingsTests
{
    private static readonly HeldOutWordings s_heldOut = HeldOutWordings.Of(TestFamilies.All);

    [Fact]
    public void Case_spaces_punctuation_and_articles_do_not_make_a_wording_another()
    {
        var wording = TestFamilies.Of("gcd").HeldOutDescription;

        Assert.True(s_heldOut.Contains(wording));
        Assert.True(s_heldOut.Contains("The " + wording.ToUpperInvariant().Replace(" ", "  ", StringComparison.Ordinal) + "!"));
        Assert.False(s_heldOut.Contains(wording + " twice"));
    }

    [Fact]
    public void No_further_wording_says_what_a_held_out_one_says() => Assert.All(
        TestFamilies.All, family => Assert.DoesNotContain(family.FurtherDescriptions.Concat(family.Requests), s_heldOut.Contains));

    [Fact]
    public void No_request_of_the_training_source_is_a_held_out_wording()
    {
        var source = new SampleSource(TestFamilies.All, TestFamilies.Beyond, new Random(11), heldOut: false);

        Assert.DoesNotContain(Enumerable.Range(0, 3000).Select(_ => source.Next()).Where(sample => sample.Kind == SampleKind.Request), sample => s_heldOut.Contains(sample.Prompt));
    }

    [Fact]
    public void No_training_sentence_is_a_held_out_one()
    {
        var frames = new FrameSource(new Random(5));

        Assert.Empty(Enumerable.Range(0, 5000).Select(_ => frames.Next()).Intersect(Frames.FunctionHeldOut, StringComparer.OrdinalIgnoreCase));
    }
}
