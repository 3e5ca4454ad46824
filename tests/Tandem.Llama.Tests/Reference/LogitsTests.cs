using Tandem.Llama.Gguf;
using Tandem.Llama.Tests.Models;

namespace Tandem.Llama.Tests.Reference;

/// <summary>The same random model file, here and in llama.cpp: the logits must agree within what quantising activations costs.</summary>
public sealed class LogitsTests
{
    [Fact]
    public async Task Logits_of_a_small_model_agree_with_the_reference() =>
        await AgreesAsync(new RandomModel { Type = GgmlType.Q80 }, tolerance: 0.02f);

    private static async Task AgreesAsync(RandomModel recipe, float tolerance)
    {
        if (ReferenceLibrary.Instance is not { } library)
        {
            Assert.Skip(ReferenceLibrary.HowToInstall);
            return;
        }

        using var folder = new TemporaryFolder();
        var path = folder.Save(recipe);
        using var reference = new ReferenceModel(library, path);
        using var model = LlamaModel.Load(path, new LlamaOptions { Threads = 1 });
        using var session = model.CreateSession();
        int[] prompt = [.. Enumerable.Range(0, 40).Select(i => (i * 37 + 5) % recipe.Vocabulary.Count)];

        reference.Decode(prompt);
        var error = RelativeError(reference.Logits(), await session.ComputeLogitsAsync(prompt, TestContext.Current.CancellationToken));
        Assert.True(error < tolerance, $"prompt: relative error {error}");

        reference.Decode(7);
        error = RelativeError(reference.Logits(), await session.ComputeLogitsAsync([.. prompt, 7], TestContext.Current.CancellationToken));
        Assert.True(error < tolerance, $"one more token: relative error {error}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{recipe.Architecture} {recipe.Type}: {error}");
    }

    /// <summary>Root mean square of the difference over that of the logits.</summary>
    private static double RelativeError(float[] expected, float[] actual) =>
        Math.Sqrt(expected.Zip(actual, (e, a) => Math.Pow(e - a, 2)).Sum() / expected.Sum(e => Math.Pow(e, 2)));
}
