using Tandem.Routing.Learning;

namespace Tandem.Routing.Tests.Learning;

public sealed class QueryReadingTests
{
    [Fact]
    public void A_text_of_a_known_kind_is_new_to_a_model_that_only_other_sources_hold()
    {
        var reading = Reading(0.4f, 0.9f);

        Assert.Equal(0, reading.Novelty);
        Assert.Equal(0, reading.NoveltyFor([0]));
        Assert.Equal(1, reading.NoveltyFor([1]));
        Assert.Equal(0, reading.NoveltyFor([0, 1]));
        Assert.Equal(1, reading.NoveltyFor([]));
    }

    [Fact]
    public void A_text_like_no_source_is_new_to_all_models() => Assert.Equal(1, Reading(1.5f, 1.6f).NoveltyFor([0]));

    [Fact]
    public void What_is_known_beside_the_text_counts_for_all_models() => Assert.Equal(0.9, (Reading(0.4f) with { LeastNovelty = 0.9 }).NoveltyFor([0]));

    private static QueryReading Reading(params float[] distances) => new([], default, default, default, LeastNovelty: 0, distances, QueryReading.NoDomains);
}
