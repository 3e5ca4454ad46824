using Tandem.CodeIndex.Search;

namespace Tandem.CodeIndex.Tests.Search;

public sealed class IdentifierSplitterTests
{
    [Theory]
    [InlineData("fooBarBaz", "foo Bar Baz")]
    [InlineData("HTTPServerError", "HTTP Server Error")]
    [InlineData("snake_case__name_", "snake case name")]
    [InlineData("MAX_RETRY_COUNT", "MAX RETRY COUNT")]
    [InlineData("utf8Reader", "utf8 Reader")]
    [InlineData("$scope", "scope")]
    [InlineData("GrößeÄndern", "Größe Ändern")]
    [InlineData("X", "X")]
    public void Splits_where_a_reader_would(string identifier, string words)
    {
        var parts = new Range[16];

        var count = IdentifierSplitter.Split(identifier, parts);

        Assert.Equal(words, string.Join(' ', parts[..count].Select(p => identifier[p])));
    }

    [Theory]
    [InlineData("FragmentTracker", "fragment-tracker")]
    [InlineData("fragment_tracker", "Fragment Tracker")]
    public void One_name_in_two_spellings_is_one_whole(string left, string right) => Assert.Equal(TermReader.Whole(left), TermReader.Whole(right));

    [Fact]
    public void Terms_are_the_stemmed_words_their_neighbours_and_the_whole() =>
        Assert.Equal(["get", "sha", "sha256", "hash", "=getsha256", "=sha256hashes", "=getsha256hashes"], new TermReader().Terms("getSha256Hashes"));

    [Theory]
    [InlineData("parses", "parsing")]
    [InlineData("stopped", "stops")]
    [InlineData("queries", "query")]
    [InlineData("controller", "control")]
    [InlineData("compressed", "compress")]
    public void Forms_of_one_word_meet(string left, string right) => Assert.Equal(Stem(left), Stem(right));

    [Theory]
    [InlineData("class")]
    [InlineData("string")]
    [InlineData("bus")]
    [InlineData("ipv4s")]
    public void Words_that_only_look_like_a_form_stay(string word) => Assert.Equal(word, Stem(word));

    private static string Stem(string word)
    {
        var letters = word.ToCharArray();
        return new string(letters, 0, Stemmer.Stem(letters));
    }
}
