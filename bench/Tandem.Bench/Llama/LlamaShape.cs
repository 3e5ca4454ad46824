using Tandem.Llama.Gguf;
using Tandem.Llama.Tests.Models;

namespace Tandem.Bench.Llama;

/// <summary>Generated files at the shapes of published models; the weights are random, which costs the same to compute.</summary>
internal static class LlamaShape
{
    private static readonly Dictionary<string, RandomModel> Shapes = new()
    {
        ["tiny"] = new RandomModel { Width = 1024, Heads = 16, KeyValueHeads = 4, FeedForward = 4096, Layers = 4, Context = 2048 },
        ["1b-2layers"] = new RandomModel { Width = 2048, Heads = 32, KeyValueHeads = 8, FeedForward = 8192, Layers = 2, Context = 4096 },
        ["1b"] = new RandomModel { Width = 2048, Heads = 32, KeyValueHeads = 8, FeedForward = 8192, Layers = 16, Context = 4096 },
        ["3b"] = new RandomModel { Width = 3072, Heads = 24, KeyValueHeads = 8, FeedForward = 8192, Layers = 28, Context = 4096 },
    };

    private static readonly Dictionary<string, GgmlType> Types = new()
    {
        ["q8_0"] = GgmlType.Q80, ["q4_0"] = GgmlType.Q40, ["q4_k"] = GgmlType.Q4K, ["q5_k"] = GgmlType.Q5K, ["q6_k"] = GgmlType.Q6K,
        ["f16"] = GgmlType.F16, ["bf16"] = GgmlType.BF16,
    };

    /// <summary>The file of that shape and type, made once in <paramref name="folder"/>.</summary>
    public static string File(string folder, string shape, string type)
    {
        var path = Path.Combine(folder, $"{shape}-{type}.gguf");
        if (System.IO.File.Exists(path))
            return path;
        Directory.CreateDirectory(folder);
        var recipe = Shapes[shape] with
        {
            Type = Types[type],
            TiedEmbedding = true,
            RopeBase = 500_000,
            Vocabulary = TestVocabulary.Large(shape is "tiny" or "1b-2layers" ? 8_192 : 128_256),
        };
        recipe.Save(path + ".part");
        System.IO.File.Move(path + ".part", path);
        return path;
    }
}
