using Tandem.Llama.Tests.Models;

namespace Tandem.Llama.Tests.Tokenization;

public sealed class LlamaTokenizerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Byte_pairs_give_every_text_back()
    {
        using var model = Load(TrainedVocabulary.BytePairs("llama-bpe", Corpus.Training, merges: 100));
        Assert.All(Corpus.Texts(200, seed: 5), text => Assert.Equal(text, model.Tokenizer.Decode(model.Tokenizer.Encode(text))));
    }

    [Fact]
    public void Sentence_pieces_give_every_text_back_after_their_leading_space()
    {
        using var model = Load(TrainedVocabulary.Pieces(Corpus.Training, 300));
        Assert.All(Corpus.Texts(200, seed: 5), text => Assert.Equal(" " + text, model.Tokenizer.Decode(model.Tokenizer.Encode(text))));
    }

    [Fact]
    public void Control_tokens_are_read_only_where_asked()
    {
        using var model = Load(TestVocabulary.Bytes("gpt-2", "<|im_end|>"));
        Assert.Contains(2, model.Tokenizer.Encode("a<|im_end|>", parseControl: true));
        Assert.DoesNotContain(2, model.Tokenizer.Encode("a<|im_end|>", parseControl: false));
    }

    [Fact]
    public void A_fill_in_the_middle_prompt_names_its_three_parts()
    {
        using var model = Load(TestVocabulary.Bytes("gpt-2", "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"));
        var tokens = model.Tokenizer.EncodeFillInTheMiddle("ab", "cd<|fim_middle|>");
        Assert.True(model.Tokenizer.CanFillInTheMiddle);
        Assert.Equal(2, tokens[0]);
        Assert.Equal(3, tokens[3]);
        Assert.Equal(4, tokens[^1]);
        Assert.Single(tokens, token => token == 4); // What stands in the file is text.
        Assert.Equal("abcd<|fim_middle|>", model.Tokenizer.Decode(tokens));
    }

    [Fact]
    public void A_model_without_such_tokens_says_so()
    {
        using var model = Load(TestVocabulary.Bytes());
        Assert.False(model.Tokenizer.CanFillInTheMiddle);
        Assert.Throws<NotSupportedException>(() => model.Tokenizer.EncodeFillInTheMiddle("a", "b"));
    }

    [Fact]
    public void A_long_word_takes_no_longer_than_its_length_deserves()
    {
        using var model = Load(TrainedVocabulary.BytePairs("gpt-2", "aaaa bbbb aaaa", merges: 6));
        Assert.Equal(new string('a', 200_000), model.Tokenizer.Decode(model.Tokenizer.Encode(new string('a', 200_000))));
    }

    private LlamaModel Load(TestVocabulary vocabulary) => LlamaModel.Load(
        _folder.Save(new RandomModel { Vocabulary = vocabulary, Width = 32, Heads = 1, KeyValueHeads = 1, FeedForward = 32, Layers = 1 }),
        new LlamaOptions { Threads = 1 });

    public void Dispose() => _folder.Dispose();
}
