using Tandem.Starter.Corpus.Families;
using Tandem.Starter.Corpus.Samples;

namespace Tandem.Starter.Corpus.Tests.Samples;

public sealed class SampleSourceTests
{
    [Fact]
    public void The_same_seed_gives_the_same_samples() => Assert.Equal(Draw(7, 50), Draw(7, 50));

    [Fact]
    public void No_held_out_wording_is_trained_on()
    {
        var heldOut = TestFamilies.All.Where(f => f.Kind is FamilyKind.Function or FamilyKind.Class).Select(f => f.HeldOutDescription).ToHashSet();

        Assert.All(TestFamilies.All, family => Assert.DoesNotContain(family.Descriptions, heldOut.Contains));
    }

    [Fact]
    public void No_held_out_task_is_trained_on() =>
        Assert.Empty(TestFamilies.Beyond.Section("tasks", held: true).Intersect(TestFamilies.Beyond.Section("tasks", held: false)));

    [Fact]
    public void A_name_that_is_asked_for_stands_in_the_answer() => Assert.All(
        Draw(3, 400).Where(s => s.Kind == SampleKind.Named), sample =>
        {
            Assert.Contains(sample.Name!, sample.Prompt, StringComparison.Ordinal);
            Assert.Contains(sample.Name!, sample.Answer, StringComparison.Ordinal);
        });

    [Fact]
    public void What_fills_a_gap_completes_the_program() => Assert.All(
        Draw(5, 400).Where(s => s.Kind == SampleKind.Gap), sample => Assert.Equal(
            ProgramText.Function(TestFamilies.Of(sample.Family), sample.Language), sample.Prefix + sample.Answer + sample.Suffix));

    [Fact]
    public void No_place_of_a_frame_is_left_unfilled() =>
        Assert.All(Draw(9, 2000), sample => Assert.DoesNotMatch(@"\{(L|I|N|do|does|doing|noun)\}", sample.Prompt));

    private static List<Sample> Draw(int seed, int count)
    {
        var source = new SampleSource(TestFamilies.All, TestFamilies.Beyond, new Random(seed), heldOut: false);
        return [.. Enumerable.Range(0, count).Select(_ => source.Next())];
    }
}
