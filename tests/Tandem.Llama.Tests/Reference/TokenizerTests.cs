using Tandem.Llama.Tests.Models;

namespace Tandem.Llama.Tests.Reference;

/// <summary>Token for token what llama.cpp makes of the same texts with the same vocabulary.</summary>
public sealed class TokenizerTests
{
    [Theory]
    [InlineData("gpt-2")]
    [InlineData("llama-bpe")]
    [InlineData("qwen2")]
    [InlineData("smollm")]
    [InlineData("starcoder")]
    [InlineData("tekken")]
    [InlineData("default")]
    public void Byte_pairs_agree_with_the_reference(string splitter) =>
        Agree(TrainedVocabulary.BytePairs(splitter, Corpus.Training, merges: 80));

    [Fact]
    public void Sentence_pieces_agree_with_the_reference() => Agree(TrainedVocabulary.Pieces(Corpus.Training, 400));

    [Fact]
    public void Sentence_pieces_without_a_leading_space_agree_with_the_reference() =>
        Agree(TrainedVocabulary.Pieces(Corpus.Training, 400) with { Extra = [("tokenizer.ggml.add_space_prefix", false)] });

    private static void Agree(TestVocabulary vocabulary)
    {
        if (ReferenceLibrary.Instance is not { } library)
        {
            Assert.Skip(ReferenceLibrary.HowToInstall);
            return;
        }

        using var folder = new TemporaryFolder();
        var path = folder.Save(new RandomModel { Vocabulary = vocabulary, Width = 64, FeedForward = 64, Layers = 1 });
        using var reference = new ReferenceModel(library, path, vocabularyOnly: true);
        using var model = LlamaModel.Load(path, new LlamaOptions { Threads = 1 });
        var texts = Corpus.Texts(300, seed: 11)
            .Concat(["", " ", "\n", "<|im_start|>user\nhi <|im_end|>", "</s>", "a</s>b", " </s> <s>", new string('a', 300), new string(' ', 300)]);
        foreach (var text in texts)
        {
            foreach (var parse in (ReadOnlySpan<bool>)[false, true])
            {
                var expected = reference.Tokenize(text, addSpecial: true, parse);
                var actual = model.Tokenizer.Encode(text, addBeginning: true, parseControl: parse);
                Assert.True(expected.SequenceEqual(actual), $"'{text}'\nreference {string.Join(' ', expected)}\nours      {string.Join(' ', actual)}");
            }
        }
    }
}
