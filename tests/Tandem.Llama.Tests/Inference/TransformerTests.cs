using Tandem.Llama.Gguf;
using Tandem.Llama.Kernels;
using Tandem.Llama.Tests.Models;

namespace Tandem.Llama.Tests.Inference;

/// <summary>Against the textbook's loops, so that the computation is tested where llama.cpp is not installed.</summary>
public sealed class TransformerTests
{
    private static readonly RandomModel Small = new() { Width = 64, Heads = 4, KeyValueHeads = 2, FeedForward = 96, Layers = 2, Type = GgmlType.F32 };

    private static readonly Dictionary<string, RandomModel> Named = new()
    {
        ["llama F32"] = Small,
        ["llama F16"] = Small with { Type = GgmlType.F16, TiedEmbedding = true },
        ["qwen2 BF16"] = Small with { Architecture = "qwen2", Biases = true, Type = GgmlType.BF16 },
        ["qwen3 F32"] = Small with { Architecture = "qwen3", HeadNorms = true, HeadWidth = 32 },
        ["llama Q8_0"] = Small with { Type = GgmlType.Q80 },
        ["llama Q4_0"] = Small with { Type = GgmlType.Q40 },
        ["llama Q4_K with Q6_K"] = Small with { Width = 256, FeedForward = 256, Type = GgmlType.Q4K, FinerType = GgmlType.Q6K },
        ["llama Q5_K"] = Small with { Width = 256, FeedForward = 256, Type = GgmlType.Q5K },
    };

    public static TheoryData<string> Recipes => [.. Named.Keys];

    [Theory]
    [MemberData(nameof(Recipes))]
    public async Task Logits_are_those_of_the_textbook(string recipe)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Save(Named[recipe]);
        using var file = GgufFile.Open(path);
        int[] prompt = [5, 99, 200, 13, 42, 7, 7, 130, 1];
        var expected = new PlainLlama(file).Logits(prompt);
        var tolerance = recipe.Contains('Q', StringComparison.Ordinal) ? 0.04 : 0.003; // Keys and values are kept in half precision.
        foreach (var vectors in Enum.GetValues<VectorPath>().Where(vectors => vectors.IsSupported()))
        {
            using var model = LlamaModel.Load(path, new LlamaOptions { Threads = 1, VectorPath = vectors, Weights = vectors == VectorPath.Scalar ? WeightPlacement.Resident : WeightPlacement.Mapped });
            using var session = model.CreateSession();
            var actual = await session.ComputeLogitsAsync(prompt, TestContext.Current.CancellationToken);
            var error = Math.Sqrt(expected.Zip(actual, (e, a) => Math.Pow(e - a, 2)).Sum() / expected.Sum(e => e * e));
            Assert.True(error < tolerance, $"{vectors}: relative error {error}");
        }
    }
}
