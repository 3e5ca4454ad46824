using Tandem.Starter.Corpus.Phrasing;

namespace Tandem.Starter.Corpus.Tests.Phrasing;

public sealed class WordingTests
{
    [Theory]
    [InlineData("reverse a string", "reverses a string")]
    [InlineData("search a list", "searches a list")]
    [InlineData("multiply two numbers", "multiplies two numbers")]
    [InlineData("play fizz buzz", "plays fizz buzz")]
    [InlineData("do a binary search", "does a binary search")]
    [InlineData("run-length encode a string", "run-length encodes a string")]
    [InlineData("repeatedly halve a list", "repeatedly halves a list")]
    public void A_verb_gets_its_third_person(string description, string third) => Assert.Equal(third, Wording.Third(description));

    [Theory]
    [InlineData("reverse a string", "reversing a string")]
    [InlineData("see what is there", "seeing what is there")]
    [InlineData("get the sum", "getting the sum")]
    [InlineData("multiply", "multiplying")]
    [InlineData("repeatedly halve a list", "repeatedly halving a list")]
    public void A_verb_gets_its_ing_form(string description, string gerund) => Assert.Equal(gerund, Wording.Gerund(description));

    [Fact]
    public void A_typing_error_leaves_the_name_alone()
    {
        for (var seed = 0; seed < 200; seed++)
            Assert.EndsWith("shuffle", Wording.WithTypo("a function called shuffle", new Random(seed), "shuffle"), StringComparison.Ordinal);
    }
}
