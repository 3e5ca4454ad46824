using System.Text.RegularExpressions;
using Tandem.Llama.Tests.Models;
using Tandem.Llama.Tokenization;

namespace Tandem.Llama.Tests.Tokenization;

/// <summary>On text of the basic plane .NET's regular expressions are right: the published patterns are the oracle there.</summary>
public sealed class WordSplitterTests
{
    private const string Gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
    private const string Llama3 =
        @"(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string Tekken =
        @"[^\r\n\p{L}\p{N}]?((?=[\p{L}])([^a-z]))*((?=[\p{L}])([^A-Z]))+|[^\r\n\p{L}\p{N}]?((?=[\p{L}])([^a-z]))+((?=[\p{L}])([^A-Z]))*|\p{N}" +
        @"| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    [Theory]
    [InlineData("gpt-2", Gpt2)]
    [InlineData("llama-bpe", Llama3)]
    [InlineData("tekken", Tekken)]
    public void Words_are_those_of_the_published_pattern(string name, string pattern)
    {
        var splitter = WordSplitter.For(name);
        var ends = new List<int>();
        foreach (var text in Corpus.Texts(400, seed: 3).Where(text => !text.Any(char.IsSurrogate)))
        {
            splitter.Split(text, ends);
            var starts = ends.Prepend(0).SkipLast(1);
            Assert.Equal(Regex.Matches(text, pattern, RegexOptions.CultureInvariant).Select(match => match.Value), starts.Zip(ends, (start, end) => text[start..end]));
        }
    }

    [Fact]
    public void A_letter_outside_the_basic_plane_is_a_letter()
    {
        var ends = new List<int>();
        WordSplitter.For("gpt-2").Split("a𠀀b 👍", ends);
        Assert.Equal(["a𠀀b".Length, "a𠀀b 👍".Length], ends);
    }
}
