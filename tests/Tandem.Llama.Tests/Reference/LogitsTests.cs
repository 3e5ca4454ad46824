using Tandem.Llama.Gguf;
using Tandem.Llama.Tests.Models;

namespace Tandem.Llama.Tests.Reference;

/// <summary>The same random model file, here and in llama.cpp: the logits must agree within what quantising activations costs.</summary>
public sealed class LogitsTests
{
    /// <summary>One architecture flag at a time, then the mixtures that real files are.</summary>
    public static TheoryData<string> Recipes => [.. Named.Keys];

    private static readonly Dictionary<string, RandomModel> Named = new()
    {
        ["F32"] = new() { Type = GgmlType.F32 },
        ["F16"] = new() { Type = GgmlType.F16 },
        ["BF16"] = new() { Type = GgmlType.BF16 },
        ["Q8_0"] = new() { Type = GgmlType.Q80 },
        ["Q4_0"] = new() { Type = GgmlType.Q40 },
        ["Q4_K"] = new() { Type = GgmlType.Q4K },
        ["Q5_K"] = new() { Type = GgmlType.Q5K },
        ["Q6_K"] = new() { Type = GgmlType.Q6K },
        ["Q4_K with Q6_K, as in Q4_K_M files"] = new() { Type = GgmlType.Q4K, FinerType = GgmlType.Q6K, FeedForward = 768 },
        ["Q4_0 with Q6_K"] = new() { Type = GgmlType.Q40, FinerType = GgmlType.Q6K },
        ["Rows of an odd number of blocks"] = new() { Width = 160, Heads = 5, KeyValueHeads = 5, FeedForward = 416 },
        ["One key head for all"] = new() { Heads = 8, KeyValueHeads = 1 },
        ["Narrow heads, many layers"] = new() { Heads = 16, KeyValueHeads = 4, Layers = 6 },
        ["Mistral: wide heads, large base"] = new() { HeadWidth = 128, Heads = 4, RopeBase = 1_000_000 },
        ["Tied embedding"] = new() { TiedEmbedding = true },
        ["Llama 3 rope factors"] = new() { RopeFactors = true, RopeBase = 500_000 },
        ["Linear rope scaling"] = new() { Extra = [("llama.rope.scaling.type", "linear"), ("llama.rope.scaling.factor", 4f)] },
        ["YaRN rope scaling"] = new()
        {
            Context = 512,
            Extra =
            [
                ("llama.rope.scaling.type", "yarn"), ("llama.rope.scaling.factor", 4f), ("llama.rope.scaling.original_context_length", 128u),
            ],
        },
        ["Qwen2: biases, halves"] = new() { Architecture = "qwen2", Biases = true, TiedEmbedding = true, RopeBase = 1_000_000 },
        ["Qwen3: head norms, own head width"] = new() { Architecture = "qwen3", HeadNorms = true, HeadWidth = 128, RopeBase = 1_000_000 },
        ["Qwen3 in Q4_K"] = new() { Architecture = "qwen3", HeadNorms = true, HeadWidth = 64, Type = GgmlType.Q4K, FinerType = GgmlType.Q6K },
        ["Llama with biases"] = new() { Biases = true },
    };

    [Theory]
    [MemberData(nameof(Recipes))]
    public async Task Logits_agree_with_the_reference(string recipe) => await AgreesAsync(Named[recipe]);

    private static async Task AgreesAsync(RandomModel recipe)
    {
        if (ReferenceLibrary.Instance is not { } library)
        {
            Assert.Skip(ReferenceLibrary.HowToInstall);
            return;
        }

        using var folder = new TemporaryFolder();
        var path = folder.Save(recipe);
        using var reference = new ReferenceModel(library, path);
        using var exact = new ReferenceModel(library, folder.Save(recipe with { Exact = true }, "exact.gguf"));
        using var model = LlamaModel.Load(path, new LlamaOptions { Threads = 1 });
        using var session = model.CreateSession();
        int[] prompt = [.. Enumerable.Range(0, 40).Select(i => (i * 37 + 5) % recipe.Vocabulary.Count)];

        reference.Decode(prompt);
        exact.Decode(prompt);
        Check("prompt", reference, exact, await session.ComputeLogitsAsync(prompt, TestContext.Current.CancellationToken));
        reference.Decode(7);
        exact.Decode(7);
        Check("one more token", reference, exact, await session.ComputeLogitsAsync([.. prompt, 7], TestContext.Current.CancellationToken));
    }

    /// <summary>Both engines round activations to bytes, each in its own way: we must be as near to the exact result as the reference is.</summary>
    private static void Check(string what, ReferenceModel reference, ReferenceModel exact, float[] ours)
    {
        var direct = RelativeError(reference.Logits(), ours);
        var oursToExact = RelativeError(exact.Logits(), ours);
        var theirsToExact = RelativeError(exact.Logits(), reference.Logits());
        Assert.True(
            direct < 0.05 && oursToExact < 1.25 * theirsToExact + 0.002,
            $"{what}: {direct:0.0000} apart; from the exact result we are {oursToExact:0.0000} off, the reference {theirsToExact:0.0000}");
    }

    /// <summary>Root mean square of the difference over that of the logits.</summary>
    private static double RelativeError(float[] expected, float[] actual) =>
        Math.Sqrt(expected.Zip(actual, (e, a) => Math.Pow(e - a, 2)).Sum() / expected.Sum(e => Math.Pow(e, 2)));
}
