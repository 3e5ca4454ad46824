using Tandem.Llama.Sampling;

namespace Tandem.Llama.Tests.Sampling;

public sealed class TokenSamplerTests
{
    private static readonly float[] Logits = [1, 4, 3, -2, 2];

    [Fact]
    public void Temperature_zero_takes_the_likeliest() => Assert.Equal([1], Draw(SamplingOptions.Greedy));

    [Theory]
    [InlineData(1, 1f, 0f, 1)]
    [InlineData(2, 1f, 0f, 2)]
    [InlineData(0, 0.5f, 0f, 1)]
    [InlineData(0, 0.8f, 0f, 2)]
    [InlineData(0, 1f, 0.3f, 2)]
    [InlineData(0, 1f, 0.04f, 4)]
    public void Only_the_probable_tokens_are_drawn(int topK, float topP, float minP, int kept)
    {
        var likeliest = new[] { 1, 2, 4, 0 };
        Assert.Equal(likeliest[..kept].Order(), Draw(new() { Temperature = 3, TopK = topK, TopP = topP, MinP = minP }).Order());
    }

    [Fact]
    public void Frequencies_follow_the_softmax()
    {
        var sampler = new TokenSampler(new() { Temperature = 1, TopK = 0, TopP = 1, MinP = 0 });
        const int Draws = 40_000;
        var counts = new int[Logits.Length];
        for (var i = 0; i < Draws; i++)
            counts[sampler.Sample(Logits)]++;
        var total = Logits.Sum(MathF.Exp);
        for (var id = 0; id < Logits.Length; id++)
            Assert.Equal(MathF.Exp(Logits[id]) / total, counts[id] / (float)Draws, 0.01f);
    }

    [Fact]
    public void A_repeated_token_loses_whatever_its_sign()
    {
        var sampler = new TokenSampler(new() { RepetitionPenalty = 2, RepetitionWindow = 3 });
        float[] logits = [.. Logits];
        sampler.Penalize(logits, [0, 0, 1, 3, 1]);
        Assert.Equal([1, 2, 3, -4, 2], logits);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Logits_that_are_no_numbers_are_an_error_of_the_file(float broken) =>
        Assert.Throws<ModelFileException>(() => new TokenSampler(new()).Sample([1, broken, 2]));

    private static HashSet<int> Draw(SamplingOptions options)
    {
        var sampler = new TokenSampler(options);
        return [.. Enumerable.Range(0, 2_000).Select(_ => sampler.Sample(Logits))];
    }
}
